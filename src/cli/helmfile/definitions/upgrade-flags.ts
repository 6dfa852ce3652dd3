import type { FlagDefinition } from "../../cobra/flag.ts";

/** What `apply` and `sync` hand to `helm upgrade`, and how they follow it. */
export const upgradeFlags: readonly FlagDefinition[] = [
  {
    name: "helm-stuck-grace",
    type: "int",
    usage:
      "When using --track-mode kubedog: if the cluster confirms all tracked resources have converged but the helm subprocess is still running, wait this many seconds before sending SIGINT to helm. Recovers from helm v4 hook waiter wedges. May leave the release secret in pending-install state requiring manual cleanup. 0 disables.",
  },
  { name: "hide-notes", type: "bool", usage: "add --hide-notes flag to helm" },
  {
    name: "reset-values",
    type: "bool",
    usage: 'Override helmDefaults.reuseValues "helm upgrade --install --reset-values"',
  },
  {
    name: "reuse-values",
    type: "bool",
    usage: 'Override helmDefaults.reuseValues "helm upgrade --install --reuse-values"',
  },
  {
    name: "server-side",
    usage: 'add --server-side flag to helm upgrade (Helm 4 only). Must be "true", "false", or "auto"',
  },
  {
    name: "skip-crds",
    type: "bool",
    usage: "if set, no CRDs will be installed on sync. By default, CRDs are installed if not already present",
  },
  { name: "sync-args", usage: "pass args to helm upgrade" },
  { name: "sync-release-labels", type: "bool", usage: "sync release labels to the target release" },
  {
    name: "timeout",
    type: "int",
    usage:
      'Override helmDefaults.timeout in seconds for "helm upgrade --install --timeout" (default 0, which uses helmDefaults.timeout or helm\'s default if not set)',
  },
  { name: "track-fail-on-error", type: "bool", usage: "Fail with non-zero exit code when kubedog tracking fails" },
  {
    name: "track-failed-logs",
    type: "bool",
    usage:
      "Enable log streaming with kubedog tracking, but only emit logs for pods that enter a failed state. Overridden by --track-logs when both are set",
  },
  { name: "track-logs", type: "bool", usage: "Enable log streaming with kubedog tracking (all pods)" },
  {
    name: "track-mode",
    usage: "Track mode for releases: 'helm' (default), 'helm-legacy' (Helm v4 only), or 'kubedog'",
  },
  {
    name: "track-timeout",
    type: "int",
    usage: "Timeout in seconds for kubedog tracking (0 to use default 300s timeout)",
  },
  { name: "wait", type: "bool", usage: 'Override helmDefaults.wait setting "helm upgrade --install --wait"' },
  {
    name: "wait-for-jobs",
    type: "bool",
    usage: 'Override helmDefaults.waitForJobs setting "helm upgrade --install --wait-for-jobs"',
  },
];
