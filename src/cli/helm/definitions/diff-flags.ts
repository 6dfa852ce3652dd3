/** Flags that several commands of helm-diff have, and its rule for arguments. */
import type { FlagDefinition } from "../../cobra/flag.ts";
import type { FlagType } from "../../cobra/flag-types.ts";

/** A list whose elements may also be separated by commas, whatever stands in them. */
const valueFiles: FlagType = {
  name: "valueFiles",
  initial: () => [],
  parse: (text, { value, changed }) => [...(changed ? (value as readonly string[]) : []), ...text.split(",")],
  default: "[]",
  zero: ["false", "<nil>", "", "0"],
};

const PAIRS = "on the command line (can specify multiple or separate values with commas: key1=val1,key2=val2)";

/** What every command has that compares manifests. */
export function diffFlags(): FlagDefinition[] {
  return [
    { name: "suppress-secrets", shorthand: "q", type: "bool", usage: "suppress secrets in the output" },
    { name: "show-secrets", type: "bool", usage: "do not redact secret values in the output" },
    { name: "show-secrets-decoded", type: "bool", usage: "decode secret values in the output" },
    {
      name: "suppress",
      type: "stringArray",
      usage:
        "allows suppression of the kinds listed in the diff output (can specify multiple, like '--suppress Deployment --suppress Service')",
    },
    {
      name: "context",
      shorthand: "C",
      type: "int",
      default: "-1",
      usage: "output NUM lines of context around changes",
    },
    {
      name: "output",
      default: "diff",
      usage:
        'Possible values: diff, simple, template, json, structured, dyff. When set to "template", use the env var HELM_DIFF_TPL to specify the template.',
    },
    { name: "strip-trailing-cr", type: "bool", usage: "strip trailing carriage return on input" },
    {
      name: "find-renames",
      shorthand: "D",
      type: "float32",
      usage:
        "Enable rename detection if set to any value greater than 0. If specified, the value denotes the maximum fraction of changed content as lines added + removed compared to total lines in a diff for considering it a rename. Only objects of the same Kind are attempted to be matched",
    },
    {
      name: "suppress-output-line-regex",
      type: "stringArray",
      usage: "a regex to suppress diff output lines that match",
    },
  ];
}

function outcomeFlags(): FlagDefinition[] {
  return [
    {
      name: "detailed-exitcode",
      type: "bool",
      usage: "return a non-zero exit code when there are changes",
    },
    { name: "include-tests", type: "bool", usage: "enable the diffing of the helm test hooks" },
    {
      name: "normalize-manifests",
      type: "bool",
      usage: "normalize manifests before running diff to exclude style differences from the output",
    },
  ];
}

/** What commands have that compare stored manifests. */
export function manifestFlags(): FlagDefinition[] {
  return [...outcomeFlags(), { name: "kube-context", usage: "name of the kubeconfig context to use" }];
}

/** What commands have that render charts. */
export function renderFlags(): FlagDefinition[] {
  return [
    ...outcomeFlags(),
    { name: "include-crds", type: "bool", usage: "include CRDs in the diffing" },
    { name: "enable-dns", type: "bool", usage: "enable DNS lookups when rendering templates" },
    {
      name: "values",
      shorthand: "f",
      type: valueFiles,
      usage: "specify values in a YAML file (can specify multiple)",
    },
    { name: "set", type: "stringArray", usage: `set values ${PAIRS}` },
    { name: "set-string", type: "stringArray", usage: `set STRING values ${PAIRS}` },
    { name: "set-literal", type: "stringArray", usage: "set STRING literal values on the command line" },
    {
      name: "set-json",
      type: "stringArray",
      usage:
        "set JSON values on the command line (can specify multiple or separate values with commas: key1=jsonval1,key2=jsonval2)",
    },
    {
      name: "set-file",
      type: "stringArray",
      usage:
        "set values from respective files specified via the command line (can specify multiple or separate values with commas: key1=path1,key2=path2)",
    },
    {
      name: "post-renderer",
      usage:
        "the path to an executable to be used for post rendering. If it exists in $PATH, the binary will be used, otherwise it will try to look for the executable at the given path",
    },
    {
      name: "post-renderer-args",
      type: "stringArray",
      usage: "an argument to the post-renderer (can specify multiple)",
    },
    {
      name: "api-versions",
      shorthand: "a",
      type: "stringArray",
      usage: "Kubernetes api versions used for Capabilities.APIVersions",
    },
    { name: "kube-version", usage: "Kubernetes version used for Capabilities.KubeVersion" },
  ];
}

/** What `upgrade` has. */
export function chartFlags(): FlagDefinition[] {
  return [
    ...renderFlags(),
    { name: "kubeconfig", usage: "This flag is ignored, to allow passing of this top level flag to helm" },
    {
      name: "three-way-merge",
      type: "bool",
      usage: "use three-way-merge to compute patch and generate diff output",
    },
    { name: "kube-context", usage: "name of the kubeconfig context to use" },
    {
      name: "version",
      usage: "specify the exact chart version to use. If this is not specified, the latest version is used",
    },
    { name: "repo", usage: "specify the chart repository url to locate the requested chart" },
    {
      name: "reuse-values",
      type: "bool",
      usage:
        "reuse the last release's values and merge in any new values. If '--reset-values' is specified, this is ignored",
    },
    {
      name: "reset-values",
      type: "bool",
      usage: "reset the values to the ones built into the chart and merge in any new values",
    },
    {
      name: "reset-then-reuse-values",
      type: "bool",
      usage:
        "reset the values to the ones built into the chart, apply the last release's values and merge in any new values. If '--reset-values' or '--reuse-values' is specified, this is ignored",
    },
    {
      name: "allow-unreleased",
      type: "bool",
      usage: "enables diffing of releases that are not yet deployed via Helm",
    },
    {
      name: "install",
      type: "bool",
      usage:
        'enables diffing of releases that are not yet deployed via Helm (equivalent to --allow-unreleased, added to match "helm upgrade --install" command',
    },
    { name: "no-hooks", type: "bool", usage: "disable diffing of hooks" },
    {
      name: "devel",
      type: "bool",
      usage: "use development versions, too. Equivalent to version '>0.0.0-0'. If --version is set, this is ignored.",
    },
    {
      name: "disable-validation",
      type: "bool",
      usage:
        "disables rendered templates validation against the Kubernetes cluster you are currently pointing to. This is the same validation performed on an install",
    },
    {
      name: "disable-openapi-validation",
      type: "bool",
      usage: "disables rendered templates validation against the Kubernetes OpenAPI Schema",
    },
    {
      name: "dry-run",
      alone: "client",
      usage:
        "--dry-run, --dry-run=client, or --dry-run=true disables cluster access and show diff as if it was install. Implies --install, --reset-values, and --disable-validation. --dry-run=server enables the cluster access with helm-get and the lookup template function.",
    },
    {
      name: "skip-schema-validation",
      type: "bool",
      usage: "skip validation of the rendered manifests against the Kubernetes OpenAPI schema",
    },
    {
      name: "insecure-skip-tls-verify",
      type: "bool",
      usage: "skip tls certificate checks for the chart download",
    },
    {
      name: "take-ownership",
      type: "bool",
      usage: "if set, upgrade will ignore the check for helm annotations and take ownership of the existing resources",
    },
    {
      name: "server-side",
      default: "auto",
      usage:
        'must be "true", "false" or "auto". Object updates run in the server instead of the client ("auto" defaults the value from the previous chart release\'s method)',
    },
  ];
}

/** Throws where there are not as many arguments as names for them. */
export function checkCount(args: readonly string[], names: readonly string[]): void {
  if (args.length === names.length) return;
  throw new Error(`This command needs ${names.length} arguments: ${names.join(", ")}`);
}
