import type { FlagDefinition } from "../../cobra/flag.ts";
import type { Dialect } from "../../context.ts";

/** The flags that give values. */
export function valueFlags(dialect: Dialect): FlagDefinition[] {
  const helm4 = dialect === "helm4";
  return [
    {
      name: "set",
      type: "stringArray",
      usage:
        "set values on the command line (can specify multiple or separate values with commas: key1=val1,key2=val2)",
    },
    {
      name: "set-file",
      type: "stringArray",
      usage:
        "set values from respective files specified via the command line (can specify multiple or separate values with commas: key1=path1,key2=path2)",
    },
    helm4
      ? {
          name: "set-json",
          type: "stringArray",
          usage:
            'set JSON values on the command line (can specify multiple or separate values with commas: key1=jsonval1,key2=jsonval2 or using json format: {"key1": jsonval1, "key2": "jsonval2"})',
        }
      : {
          name: "set-json",
          type: "stringArray",
          usage:
            "set JSON values on the command line (can specify multiple or separate values with commas: key1=jsonval1,key2=jsonval2)",
        },
    { name: "set-literal", type: "stringArray", usage: "set a literal STRING value on the command line" },
    {
      name: "set-string",
      type: "stringArray",
      usage:
        "set STRING values on the command line (can specify multiple or separate values with commas: key1=val1,key2=val2)",
    },
    {
      name: "values",
      shorthand: "f",
      type: "stringSlice",
      usage: "specify values in a YAML file or a URL (can specify multiple)",
    },
  ];
}
