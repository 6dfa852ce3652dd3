/**
 * The flags that every command of Helmfile 1.8.0 takes. Two of them came with it: help shows what the release before it showed,
 * against which help is recorded.
 */
import type { FlagDefinition } from "../../cobra/flag.ts";

export const globalFlags: readonly FlagDefinition[] = [
  {
    name: "helm-binary",
    shorthand: "b",
    usage:
      'Path to the helm binary. Overrides "HELMFILE_HELM_BINARY" OS environment variable when specified (default "helm")',
  },
  {
    name: "kustomize-binary",
    shorthand: "k",
    usage:
      'Path to the kustomize binary. Overrides "HELMFILE_KUSTOMIZE_BINARY" OS environment variable when specified (default "kustomize")',
  },
  {
    name: "file",
    shorthand: "f",
    usage:
      'load config from file or directory. defaults to "`helmfile.yaml`" or "helmfile.yaml.gotmpl" or "helmfile.d" (means "helmfile.d/*.yaml" or "helmfile.d/*.yaml.gotmpl") in this preference. Specify - to load the config from the standard input.',
  },
  {
    name: "environment",
    shorthand: "e",
    usage:
      'specify the environment name. Overrides "HELMFILE_ENVIRONMENT" OS environment variable when specified. defaults to "default"',
  },
  {
    name: "state-values-set",
    type: "stringArray",
    usage:
      "set state values on the command line (can specify multiple or separate values with commas: key1=val1,key2=val2). Used to override .Values within the helmfile template (not values template).",
  },
  {
    name: "state-values-set-string",
    type: "stringArray",
    usage:
      "set state STRING values on the command line (can specify multiple or separate values with commas: key1=val1,key2=val2). Used to override .Values within the helmfile template (not values template).",
  },
  {
    name: "state-values-file",
    type: "stringArray",
    usage:
      "specify state values in a YAML file. Used to override .Values within the helmfile template (not values template).",
  },
  { name: "skip-deps", type: "bool", usage: 'skip running "helm repo update" and "helm dependency build"' },
  { name: "skip-refresh", type: "bool", usage: 'skip running "helm repo update"' },
  {
    name: "allow-failed-releases",
    type: "bool",
    hidden: true,
    usage:
      "continue preparing charts for other releases when chart preparation fails for a release; failed releases are skipped and all failures are reported at the end",
  },
  {
    name: "strip-args-values-on-exit-error",
    type: "bool",
    usage: "Strip the potential secret values of the helm command args contained in a helmfile error message",
    default: "true",
  },
  {
    name: "disable-force-update",
    type: "bool",
    usage: 'do not force helm repos to update when executing "helm repo add" (Helm 3 only)',
  },
  {
    name: "enforce-plugin-verification",
    type: "bool",
    usage: "fail plugin installation if verification is not supported (for security purposes)",
  },
  {
    name: "oci-plain-http",
    type: "bool",
    usage: "use plain HTTP for OCI registries (required for local/insecure registries in Helm 4)",
  },
  {
    name: "repo-retries",
    type: "int",
    usage:
      'Number of times to retry "helm repo add/update" and "helm registry login" on failure, with exponential backoff (1s, 2s, 4s, ..., capped at 30s). Set to 0 to disable retries. Overrides "HELMFILE_REPO_RETRIES" OS environment variable when specified',
  },
  {
    name: "quiet",
    shorthand: "q",
    type: "bool",
    usage:
      'Silence output. Equivalent to log-level warn. Overrides "HELMFILE_QUIET" OS environment variable when specified',
  },
  { name: "kubeconfig", usage: "Use a particular kubeconfig file" },
  {
    name: "kube-context",
    usage:
      'Set kubectl context. Overrides "HELMFILE_KUBE_CONTEXT" OS environment variable when specified. Uses current kubectl context by default',
  },
  {
    name: "debug",
    type: "bool",
    usage:
      'Enable verbose output for Helm and set log-level to debug, this disables --quiet/-q effect. Overrides "HELMFILE_DEBUG" OS environment variable when specified',
  },
  { name: "color", type: "bool", usage: "Output with color" },
  {
    name: "no-color",
    type: "bool",
    usage: 'Output without color. Overrides "HELMFILE_NO_COLOR" and "NO_COLOR" OS environment variables when specified',
  },
  {
    name: "log-level",
    usage: 'Set log level. Overrides "HELMFILE_LOG_LEVEL" OS environment variable when specified (default "info")',
  },
  {
    name: "namespace",
    shorthand: "n",
    usage:
      'Set namespace. Overrides "HELMFILE_NAMESPACE" OS environment variable when specified. Uses the namespace set in the context by default, and is available in templates as {{ .Namespace }}',
  },
  {
    name: "chart",
    shorthand: "c",
    usage: "Set chart. Uses the chart set in release by default, and is available in template as {{ .Chart }}",
  },
  {
    name: "selector",
    shorthand: "l",
    type: "stringArray",
    usage:
      'Only run using the releases that match labels. Labels can take the form of foo=bar or foo!=bar.\nA release must match all labels in a group in order to be used. Multiple groups can be specified at once.\n"--selector tier=frontend,tier!=proxy --selector tier=backend" will match all frontend, non-proxy releases AND all backend releases.\nThe name of a release can be used as a label: "--selector name=myrelease"',
  },
  {
    name: "allow-no-matching-release",
    type: "bool",
    usage: "Do not exit with an error code if the provided selector has no matching releases.",
  },
  {
    name: "enable-live-output",
    type: "bool",
    usage:
      "Show live output from the Helm binary Stdout/Stderr into Helmfile own Stdout/Stderr.\nIt only applies for the Helm CLI commands, Stdout/Stderr for Hooks are still displayed only when it's execution finishes.",
  },
  {
    name: "interactive",
    shorthand: "i",
    type: "bool",
    usage: "Request confirmation before attempting to modify clusters",
  },
  {
    name: "sequential-helmfiles",
    type: "bool",
    usage:
      "Process helmfile.d files sequentially in alphabetical order instead of in parallel.\nUseful when file order matters for dependencies (e.g., databases before applications).\nWhen processing multiple files, paths are resolved without changing the process working directory,\nso relative environment variables like KUBECONFIG work correctly.",
  },
  {
    name: "otel-tracing",
    type: "bool",
    hidden: true,
    usage:
      'Enable OpenTelemetry tracing and metrics (experimental).\nConfigure exporters with standard OTEL_* environment variables (e.g. OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_EXPORTER, OTEL_METRICS_EXPORTER).\nOverrides "HELMFILE_OTEL_TRACING" OS environment variable when specified. See docs/otel.md',
  },
  { name: "help", shorthand: "h", type: "bool", usage: "help for helmfile" },
];
