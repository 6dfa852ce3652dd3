import type { FlagDefinition } from "../../cobra/flag.ts";
import { waitStrategy } from "./flag-types.ts";
import type { DefinitionOptions } from "./options.ts";

export const timeoutFlag: FlagDefinition = {
  name: "timeout",
  type: "duration",
  usage: "time to wait for any individual Kubernetes operation (like Jobs for hooks)",
  default: "5m0s",
};

/** What `--wait` of Helm 3 waits for when objects are made or changed. */
const UNTIL_READY =
  "if set, will wait until all Pods, PVCs, Services, and minimum number of Pods of a Deployment, StatefulSet, or ReplicaSet are in a ready state before marking the release as successful. It will wait for as long as --timeout";

/** `--wait`: a strategy in Helm 4, yes or no in Helm 3, whose text is that of the command. */
export function waitFlag(
  { dialect, log }: Pick<DefinitionOptions, "dialect" | "log">,
  usage3 = UNTIL_READY,
): FlagDefinition {
  if (dialect === "helm3") return { name: "wait", type: "bool", usage: usage3 };
  return {
    name: "wait",
    type: waitStrategy(log),
    usage:
      "wait until resources are ready (up to --timeout). Use '--wait' alone for 'watcher' strategy, or specify one of: 'watcher', 'hookOnly', 'legacy'. Default when flag is omitted: 'hookOnly'.",
    default: "hookOnly",
    alone: "watcher",
  };
}

export const waitForJobsFlag: FlagDefinition = {
  name: "wait-for-jobs",
  type: "bool",
  usage:
    "if set and --wait enabled, will wait until all Jobs have been completed before marking the release as successful. It will wait for as long as --timeout",
};
