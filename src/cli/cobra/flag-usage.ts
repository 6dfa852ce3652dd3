/** The list of flags in help texts, as pflag v1.0.10 aligns it. */
import { byteLength } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import type { Flag } from "./flag.ts";

export function flagUsages(flags: Iterable<Flag>): string {
  const lines = [...flags].filter((flag) => !flag.hidden).map(describe);
  const width = Math.max(0, ...lines.map(({ left }) => byteLength(left) + 1));
  const indent = `\n${" ".repeat(width + 2)}`;
  return lines
    .map(({ left, right }) => `${left}${" ".repeat(width - byteLength(left))}  ${right.replaceAll("\n", indent)}\n`)
    .join("");
}

function describe(flag: Flag): { left: string; right: string } {
  const names = flag.shorthand === "" ? `      --${flag.name}` : `  -${flag.shorthand}, --${flag.name}`;
  const { valueName, usage } = unquoteUsage(flag);
  return { left: names + (valueName === "" ? "" : ` ${valueName}`) + aloneNote(flag), right: usage + notes(flag) };
}

const VALUE_NAMES: Readonly<Record<string, string>> = {
  bool: "",
  boolfunc: "",
  func: "value",
  float64: "float",
  int64: "int",
  uint64: "uint",
  stringSlice: "strings",
  intSlice: "ints",
  uintSlice: "uints",
  boolSlice: "bools",
};

/** A name in backquotes in the usage text stands for the value. */
function unquoteUsage(flag: Flag): { valueName: string; usage: string } {
  const quoted = /`([^`]*)`/.exec(flag.usage);
  if (quoted === null) return { valueName: VALUE_NAMES[flag.type.name] ?? flag.type.name, usage: flag.usage };
  const [whole, valueName = ""] = quoted;
  return { valueName, usage: flag.usage.replace(whole, () => valueName) };
}

function aloneNote({ alone, type }: Flag): string {
  if (alone === "") return "";
  if (type.name === "string") return `[="${alone}"]`;
  return type.name === "bool" && alone === "true" ? "" : `[=${alone}]`;
}

function notes(flag: Flag): string {
  const shown = flag.type.zero.includes(flag.default)
    ? ""
    : flag.type.name === "string"
      ? quote(flag.default)
      : flag.default;
  const { deprecated } = flag.definition;
  return (shown === "" ? "" : ` (default ${shown})`) + (deprecated === undefined ? "" : ` (DEPRECATED: ${deprecated})`);
}
