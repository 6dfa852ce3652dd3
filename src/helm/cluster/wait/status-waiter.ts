/** Waiting by kstatus, Helm 4's usual way (helm pkg/kube/statuswait.go; fluxcd/cli-utils 1.2.2). */
import { GoError } from "../../../go/index.ts";
import {
  current,
  failed,
  inProgress,
  isUnschedulable,
  jobEnd,
  labelSelectorText,
  objectAt,
  objectStatus,
  textAt,
  type JsonObject,
  type StatusResult,
} from "../../../kube/index.ts";
import { concurrently } from "../concurrently.ts";
import { DEADLINE } from "../failure.ts";
import type { ClusterPorts } from "../ports.ts";
import type { Resource } from "../resource.ts";
import { durationText } from "./duration-text.ts";
import { isPaused } from "./paused.ts";
import { poll } from "./poll.ts";
import type { Waiter } from "./wait.ts";
import { Watched } from "./watched.ts";

/** Where no timeout is given; a negative one is no limit. */
const TIMEOUT_MS = 30_000;

function limit(timeoutMs: number): number {
  return timeoutMs < 0 ? Infinity : timeoutMs || TIMEOUT_MS;
}

type Reader = (live: JsonObject, ports: ClusterPorts) => Promise<StatusResult> | StatusResult;

export function statusWaiter(ports: ClusterPorts): Waiter {
  return {
    async ready(resources, { timeoutMs, jobs }) {
      await untilCurrent(resources, { ports, timeoutMs, read: jobs ? readWithJobs : readStatus });
    },
    async finished(resources, timeoutMs) {
      await untilCurrent(resources, { ports, timeoutMs, read: readHook });
    },
    async gone(resources, timeoutMs) {
      await untilGone(resources, { ports, timeoutMs, read: readStatus });
    },
  };
}

/** A Deployment is read by its own fields; other controllers have failed when their pods have. */
async function readStatus(live: JsonObject, ports: ClusterPorts): Promise<StatusResult> {
  const status = objectStatus(live, { nowMs: ports.clock.nowMs() });
  const kind = textAt(live, "kind");
  if (status.status !== "InProgress" || (kind !== "StatefulSet" && kind !== "ReplicaSet")) return status;
  const failures = await failedPods(live, ports);
  return failures === 0 ? status : failed(`${failures} pods have failed`);
}

async function failedPods(controller: JsonObject, { objects, clock }: ClusterPorts): Promise<number> {
  const labelSelector = labelSelectorText(objectAt(controller, "spec", "selector"));
  const namespace = textAt(controller, "metadata", "namespace");
  const pods = await objects.list("v1", "Pod", { namespace, labelSelector });
  return pods.filter(
    (pod) =>
      objectStatus(pod, { nowMs: clock.nowMs() }).status === "Failed" &&
      textAt(pod, "metadata", "deletionTimestamp") === "" &&
      !isUnschedulable(pod),
  ).length;
}

function readWithJobs(live: JsonObject, ports: ClusterPorts): Promise<StatusResult> | StatusResult {
  return isJob(live) ? (jobEnd(live) ?? inProgress("Job in progress")) : readStatus(live, ports);
}

function readHook(live: JsonObject): StatusResult {
  if (isJob(live)) return jobEnd(live) ?? inProgress("Job in progress");
  if (textAt(live, "kind") !== "Pod" || textAt(live, "apiVersion") !== "v1") return current("Resource is current");
  const name = textAt(live, "metadata", "name");
  switch (textAt(live, "status", "phase")) {
    case "Succeeded":
      return current(`pod ${name} succeeded`);
    case "Failed":
      return failed(`pod ${name} failed`);
    default:
      return inProgress("Pod in progress");
  }
}

function isJob(live: JsonObject): boolean {
  return textAt(live, "kind") === "Job" && textAt(live, "apiVersion").startsWith("batch/");
}

interface WaitOptions {
  readonly ports: ClusterPorts;
  readonly timeoutMs: number;
  readonly read: Reader;
}

/** What is known of each; what has never been seen is unknown. */
type Known = Map<Resource, StatusResult>;

const UNSEEN: StatusResult = { status: "Unknown", message: "" };

interface Looking extends WaitOptions {
  readonly watched: Watched;
  /** How what is gone was when it went; left out where it is to be gone. */
  readonly lastSeen?: (resource: Resource) => JsonObject | undefined;
}

/**
 * Jobs may be removed as soon as they have ended (ttlSecondsAfterFinished: 0). Helm sees both changes one after the other; here they may have come
 * between two looks.
 */
async function endedWell(
  resource: Resource,
  { ports, read, lastSeen }: Pick<Looking, "ports" | "read" | "lastSeen">,
): Promise<boolean> {
  const last = lastSeen?.(resource);
  return last !== undefined && (await read(last, ports)).status === "Current";
}

async function look(resources: readonly Resource[], known: Known, looking: Looking): Promise<void> {
  const { ports, read, watched } = looking;
  await concurrently(resources, async (resource) => {
    const live = await watched.find(resource);
    if (live !== undefined) known.set(resource, await read(live, ports));
    else if (await endedWell(resource, looking)) known.set(resource, current("Resource is current"));
    else if (known.has(resource)) known.set(resource, { status: "NotFound", message: "Resource not found" });
  });
}

/** Looks whenever something has changed, until nothing is left open. */
async function watching(
  { ports, timeoutMs }: WaitOptions,
  lookAtOpen: (watched: Watched) => Promise<readonly Resource[]>,
): Promise<boolean> {
  const watched = new Watched(ports);
  let open: readonly Resource[] = [];
  try {
    const pause = (msMax: number) => watched.change(open, msMax);
    return await poll(ports, { timeoutMs: limit(timeoutMs), pause }, async () => {
      open = await lookAtOpen(watched);
      return open.length === 0;
    });
  } finally {
    watched.end();
  }
}

/** Ends when all have become current, or cannot any more. */
async function untilCurrent(all: readonly Resource[], options: WaitOptions): Promise<void> {
  begin("waiting for resources", all, options);
  const resources = all.filter(({ object }) => !isPaused(object));
  const known: Known = new Map();
  const statusOf = (resource: Resource) => known.get(resource) ?? UNSEEN;
  const inTime = await watching(options, async (watched) => {
    const open = resources.filter((resource) => statusOf(resource).status !== "Current");
    const lastSeen = (resource: Resource) => watched.lastSeen(resource);
    await look(open, known, { ...options, watched, lastSeen });
    return open.filter((resource) => !["Current", "Failed"].includes(statusOf(resource).status));
  });
  const lasting = resources.filter((resource) => statusOf(resource).status !== "Failed");
  if (inTime) reached("Current", lasting, options);
  report(resources, inTime, (resource) => {
    const { status, message } = statusOf(resource);
    return status === "Current" ? undefined : `not ready. status: ${status}, message: ${message}`;
  });
}

/** As Go's logs have the limit. */
function begin(what: string, resources: readonly Resource[], { ports, timeoutMs }: WaitOptions): void {
  ports.log.debug(what, { count: resources.length, timeout: durationText(timeoutMs || TIMEOUT_MS) });
}

function reached(desiredStatus: string, { length }: readonly Resource[], { ports }: WaitOptions): void {
  ports.log.debug("all resources achieved desired status", { desiredStatus, resourceCount: length });
}

async function untilGone(resources: readonly Resource[], options: WaitOptions): Promise<void> {
  begin("waiting for resources to be deleted", resources, options);
  const known: Known = new Map();
  const isGone = (resource: Resource) => ["Unknown", "NotFound"].includes((known.get(resource) ?? UNSEEN).status);
  let looked = false;
  const inTime = await watching(options, async (watched) => {
    await look(looked ? resources.filter((one) => !isGone(one)) : resources, known, { ...options, watched });
    looked = true;
    return resources.filter((resource) => !isGone(resource));
  });
  if (inTime) {
    reached(
      "NotFound",
      resources.filter((resource) => known.get(resource)?.status === "NotFound"),
      options,
    );
  }
  report(resources, inTime, (resource) => {
    const { status, message } = known.get(resource) ?? UNSEEN;
    return isGone(resource) ? undefined : `still exists. status: ${status}, message: ${message}`;
  });
}

/** Throws `GoError` with a line for each that has a fault. */
function report(
  resources: readonly Resource[],
  inTime: boolean,
  faultOf: (resource: Resource) => string | undefined,
): void {
  const faults = resources.flatMap((resource) => {
    const fault = faultOf(resource);
    return fault === undefined ? [] : [`resource ${describe(resource)} ${fault}`];
  });
  if (!inTime) faults.push(DEADLINE);
  if (faults.length > 0) throw new GoError(faults.join("\n"));
}

function describe({ mapping, object }: Resource): string {
  const { namespace, name } = objectAt(object, "metadata");
  return [mapping.kind, namespace ?? "", name ?? ""].join("/");
}
