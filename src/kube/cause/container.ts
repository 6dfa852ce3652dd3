/** Why a container does not run, from its status and the events of its pod (kubelet 1.36: kuberuntime_container.go, images/types.go, prober). */
import { numberAt, textAt, valueAt, type JsonValue } from "../json.ts";
import type { Cause } from "./cause.ts";
import { eventOf, type PodEvents } from "./events.ts";

export interface ContainerView {
  readonly name: string;
  readonly status: JsonValue;
  /** An init container: it is to end. */
  readonly isInit: boolean;
  /** Once it has ended, nobody starts it again. */
  readonly isNeverRestarted: boolean;
  /** Another pod is made where this one fails. */
  readonly isReplaced: boolean;
}

/** As it is called in lists of pods. */
export function containerState({ status }: ContainerView): string {
  const waiting = textAt(status, "state", "waiting", "reason");
  if (waiting !== "") return waiting;
  if (valueAt(status, "state", "terminated") !== undefined) {
    return textAt(status, "state", "terminated", "reason") || `exit code ${exitCode(status, "state")}`;
  }
  if (valueAt(status, "state", "running") === undefined) return "not started";
  return valueAt(status, "ready") === true ? "running" : "running, not ready";
}

export function containerCause(view: ContainerView, events: PodEvents): Cause | undefined {
  const { status } = view;
  const reason = textAt(status, "state", "waiting", "reason");
  const message = textAt(status, "state", "waiting", "message");
  if (reason !== "") return waitingCause(view, { reason, message }, events);
  if (valueAt(status, "state", "terminated") !== undefined) return endCause(view, "state", events);
  return valueAt(status, "ready") === true || view.isInit ? undefined : unreadyCause(view, events);
}

interface Waiting {
  readonly reason: string;
  readonly message: string;
}

function waitingCause(view: ContainerView, { reason, message }: Waiting, events: PodEvents): Cause | undefined {
  switch (reason) {
    case "ErrImagePull":
    case "ImagePullBackOff":
    case "RegistryUnavailable":
    case "ImageInspectError":
      return { kind: "image", reason, ...imageText(view, message, events) };
    case "InvalidImageName":
    case "ErrImageNeverPull":
    case "SignatureValidationFailed":
      return { kind: "image", reason, message, recoverable: false };
    case "CreateContainerConfigError":
      return { kind: configKind(message), reason, message, recoverable: false };
    case "CreateContainerError":
    case "RunContainerError":
    case "PostStartHookError":
    case "PreCreateHookError":
    case "PreStartHookError":
      return { kind: "start", reason, message, recoverable: false };
    case "CrashLoopBackOff":
      return crashCause(view, { reason, message }, events);
    default:
      // ContainerCreating and PodInitializing: what keeps them is said by the pod.
      return undefined;
  }
}

function configKind(message: string): Cause["kind"] {
  return /not found|couldn't find key|non-existent config key|references non-existent/.test(message)
    ? "missing-config"
    : "start";
}

/** Registries answer these until someone pushes the image or hands over other credentials. */
const NO_SUCH_IMAGE =
  /not found|manifest unknown|does not exist|denied|unauthorized|authentication required|no match for platform/i;

/** The back-off of a kubelet before 1.30 does not say what failed; the event of the try does. */
function imageText(
  { name }: ContainerView,
  waiting: string,
  events: PodEvents,
): Pick<Cause, "message" | "recoverable"> {
  const isBare = /^Back-off pulling image "[^"]*"$/.test(waiting);
  const failed = isBare
    ? eventOf(events, { reason: "Failed", container: name, text: /^Failed to pull image/ })
    : undefined;
  const message = failed ?? waiting;
  return { message, recoverable: !NO_SUCH_IMAGE.test(message) };
}

/** Before this many restarts a container may still be waiting for something that is about to come. */
const RESTARTS_TO_GIVE_UP = 3;

function crashCause(view: ContainerView, { reason, message }: Waiting, events: PodEvents): Cause {
  const { status, name } = view;
  const killed = eventOf(events, { reason: "Killing", container: name, text: /failed (?:liveness|startup) probe/ });
  const restarts = numberAt(status, "restartCount") ?? 0;
  const recoverable = restarts < RESTARTS_TO_GIVE_UP;
  if (killed !== undefined) {
    const probe = eventOf(events, { reason: "Unhealthy", container: name, text: /^(?:Liveness|Startup) probe/ });
    return { kind: "probe", reason, message: probe ?? killed, recoverable };
  }
  const last = endCause(view, "lastState", events);
  const times = `restarted ${restarts} ${restarts === 1 ? "time" : "times"}`;
  if (last === undefined) return { kind: "crash", reason, message: message || times, recoverable };
  return { ...last, reason, message: `${last.message}, ${times}`, recoverable: recoverable && last.recoverable };
}

function exitCode(status: JsonValue, field: "state" | "lastState"): number {
  return numberAt(status, field, "terminated", "exitCode") ?? 0;
}

/** How it ended, where that is not as it should. */
function endCause(view: ContainerView, field: "state" | "lastState", events: PodEvents): Cause | undefined {
  const { status, name } = view;
  const reason = textAt(status, field, "terminated", "reason");
  const own = textAt(status, field, "terminated", "message").trim();
  const code = exitCode(status, field);
  const recoverable = field === "lastState" || !view.isNeverRestarted || view.isReplaced;
  const more = own === "" ? "" : `: ${own}`;
  if (reason === "OOMKilled") {
    return {
      kind: "out-of-memory",
      reason,
      message: `killed for using more memory than its limit${more}`,
      recoverable,
    };
  }
  if (reason === "StartError" || reason === "ContainerCannotRun") {
    return { kind: "start", reason, message: own || `exit code ${code}`, recoverable: false };
  }
  if (code === 0 && (view.isInit || view.isNeverRestarted)) return undefined;
  const probe = eventOf(events, { reason: "Unhealthy", container: name, text: /^(?:Liveness|Startup) probe/ });
  if (probe !== undefined && code >= 128) return { kind: "probe", reason, message: probe, recoverable };
  return { kind: "crash", reason, message: `ended with exit code ${code}${more}`, recoverable };
}

function unreadyCause({ name }: ContainerView, events: PodEvents): Cause | undefined {
  const probe = eventOf(events, { reason: "Unhealthy", container: name, text: /probe (?:failed|errored|warning)/ });
  return probe === undefined ? undefined : { kind: "probe", reason: "Unhealthy", message: probe, recoverable: true };
}
