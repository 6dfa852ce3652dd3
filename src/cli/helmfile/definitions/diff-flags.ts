import type { FlagDefinition } from "../../cobra/flag.ts";

/** What `diff` and `doctor` share. */
export const diffFlags: readonly FlagDefinition[] = [
  {
    name: "reset-values",
    type: "bool",
    usage: 'Override helmDefaults.reuseValues "helm diff upgrade --install --reset-values"',
  },
  {
    name: "reuse-values",
    type: "bool",
    usage: 'Override helmDefaults.reuseValues "helm diff upgrade --install --reuse-values"',
  },
  {
    name: "server-side",
    usage: 'add --server-side flag to helm diff upgrade (Helm 4 only). Must be "true", "false", or "auto"',
  },
  {
    name: "suppress",
    type: "stringArray",
    usage:
      "suppress specified Kubernetes objects in the output. Can be provided multiple times. For example: --suppress KeycloakClient --suppress VaultSecret",
  },
  {
    name: "suppress-output-line-regex",
    type: "stringArray",
    usage: "a list of regex patterns to suppress output lines from the diff output",
  },
  {
    name: "suppress-secrets",
    type: "bool",
    usage: "suppress secrets in the output. highly recommended to specify on CI/CD use-cases",
  },
  {
    name: "template-args",
    usage:
      'Pass extra args to the helm template/diff rendering (e.g. --template-args="--dry-run=server" to enable the helm lookup function). Overrides helmDefaults.templateArgs.',
  },
];
