/** Why an object is not as it is wanted. */
import { objectAt, textAt, type JsonObject } from "../json.ts";

export type CauseKind =
  | "admission"
  | "conflict"
  | "crash"
  | "definition"
  | "evicted"
  | "image"
  | "immutable"
  | "invalid"
  | "job"
  | "limit-range"
  | "load-balancer"
  | "missing-config"
  | "missing-kind"
  | "missing-namespace"
  | "out-of-memory"
  | "permission"
  | "pod-security"
  | "probe"
  | "quota"
  | "removal"
  | "sandbox"
  | "service-account"
  | "start"
  | "stalled"
  | "unschedulable"
  | "volume"
  | "webhook";

export interface Cause {
  readonly kind: CauseKind;
  /** The API's own word, such as `ImagePullBackOff` or `FailedCreate`. */
  readonly reason: string;
  /** The API's own text. */
  readonly message: string;
  /** False: it stays so until someone changes the objects. */
  readonly recoverable: boolean;
}

export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export function nameOf(object: JsonObject): ObjectName {
  const metadata = objectAt(object, "metadata");
  return {
    apiVersion: textAt(object, "apiVersion"),
    kind: textAt(object, "kind"),
    namespace: textAt(metadata, "namespace"),
    name: textAt(metadata, "name"),
  };
}

/** What stands to be seen of one object, container or probe, and what is below it. */
export interface CauseNode {
  readonly object: ObjectName;
  /** Where the node is a part of the object. */
  readonly container?: string;
  readonly outlook: "ready" | "waiting" | "stuck";
  /** In a few words: `1/3 ready`, `Pending`, `CrashLoopBackOff`. */
  readonly state: string;
  readonly cause?: Cause | undefined;
  /** The newest event about it. */
  readonly event?: string | undefined;
  /** The last line that its container wrote. */
  readonly log?: string | undefined;
  readonly children: readonly CauseNode[];
  /** Children of the same sort that are left out. */
  readonly more?: number;
}
