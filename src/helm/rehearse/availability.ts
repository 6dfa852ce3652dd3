/** How many pods of each workload were ready at which time, and how many came and went. */
import { listAt, numberAt, refOf, textAt, valueAt, type JsonObject, type ObjectRef } from "../../kube/index.ts";
import { objectKey } from "./outcomes.ts";
import { isPodReady } from "./pod-ready.ts";
import type { StageEvent } from "./stage.ts";

export interface WorkloadOutcome {
  readonly ref: ObjectRef;
  readonly podsMade: number;
  readonly podsGone: number;
  /** At the end. */
  readonly wanted: number;
  readonly ready: number;
  /** That were ready before and stay wanted: fewer of them are a loss. */
  readonly expected: number;
  readonly missingMax: number;
  /** While any of them was missing. */
  readonly missingMs: number;
  /** While none was ready at all. */
  readonly downMs: number;
  /** From the beginning until all that are wanted were ready, and no pod came or went any more; left out where they are not. */
  readonly readyAfterMs?: number;
}

const WORKLOADS = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController"]);

interface Moment {
  readonly atMs: number;
  readonly ready: number;
}

interface Track {
  ref: ObjectRef;
  readonly wantedBefore: number;
  wanted: number;
  podsMade: number;
  podsGone: number;
  readonly moments: Moment[];
  /** When one last came, went, or changed its mind. */
  changedMs: number;
}

export class Availability {
  readonly #sinceMs: number;
  readonly #owners = new Map<string, string>();
  readonly #tracks = new Map<string, Track>();
  /** Uid of each workload → its key: one that is made anew is still the same to who uses it. */
  readonly #keys = new Map<string, string>();
  /** Uid of each pod that is ready → its workload. */
  readonly #ready = new Map<string, Track>();

  constructor(objects: readonly JsonObject[], nowMs: number) {
    this.#sinceMs = nowMs;
    for (const one of objects) this.#know(one);
    for (const one of objects) if (one["kind"] === "Pod") this.#look(one, nowMs);
  }

  notice({ type, object, nowMs }: StageEvent): void {
    this.#know(object);
    if (object["kind"] !== "Pod") {
      const ended = type === "DELETED" ? this.#tracks.get(this.#keys.get(uidOf(object)) ?? "") : undefined;
      if (ended !== undefined) ended.wanted = 0;
      return;
    }
    const track = this.#trackOf(uidOf(object));
    if (track !== undefined && type === "ADDED") track.podsMade++;
    if (track !== undefined && type === "DELETED") track.podsGone++;
    if (track !== undefined && type !== "MODIFIED") track.changedMs = nowMs;
    this.#look(type === "DELETED" ? undefined : object, nowMs, uidOf(object));
  }

  /** Of workloads that had or have pods. */
  outcomes(nowMs: number): WorkloadOutcome[] {
    return [...this.#tracks.values()]
      .filter(({ podsMade, podsGone, moments }) => podsMade > 0 || podsGone > 0 || moments.length > 1)
      .map((track) => this.#outcome(track, nowMs));
  }

  /** Of each workload, by its key, how many pods are ready now. */
  readyPods(): Map<string, { readonly ref: ObjectRef; readonly ready: number }> {
    return new Map(
      [...this.#tracks].map(([key, { ref, moments }]) => [key, { ref, ready: moments.at(-1)?.ready ?? 0 }]),
    );
  }

  #outcome(
    { ref, wanted, wantedBefore, podsMade, podsGone, moments, changedMs }: Track,
    nowMs: number,
  ): WorkloadOutcome {
    const before = moments[0]?.atMs === this.#sinceMs ? moments[0].ready : 0;
    const expected = Math.min(before, wanted, wantedBefore);
    let [missingMax, missingMs, downMs] = [0, 0, 0];
    for (const [i, { atMs, ready }] of moments.entries()) {
      const lasted = (moments[i + 1]?.atMs ?? nowMs) - atMs;
      const missing = lasted > 0 ? Math.max(0, expected - ready) : 0;
      missingMax = Math.max(missingMax, missing);
      if (missing > 0) missingMs += lasted;
      if (missing > 0 && ready === 0) downMs += lasted;
    }
    const ready = moments.at(-1)?.ready ?? 0;
    return {
      ...{ ref, podsMade, podsGone, wanted, ready, expected, missingMax, missingMs, downMs },
      ...(ready < wanted ? {} : { readyAfterMs: Math.max(0, changedMs - this.#sinceMs) }),
    };
  }

  #know(object: JsonObject): void {
    const owner = listAt(object, "metadata", "ownerReferences").find((one) => valueAt(one, "controller") === true);
    if (owner !== undefined) this.#owners.set(uidOf(object), textAt(owner, "uid"));
    if (!WORKLOADS.has(textAt(object, "kind")) || owner !== undefined) return;
    const wanted = wantedOf(object);
    const key = objectKey(refOf(object));
    this.#keys.set(uidOf(object), key);
    const track = this.#tracks.get(key);
    if (track !== undefined) track.wanted = wanted;
    else {
      const fresh = {
        ref: refOf(object),
        wanted,
        wantedBefore: wanted,
        podsMade: 0,
        podsGone: 0,
        moments: [],
        changedMs: 0,
      };
      this.#tracks.set(key, fresh);
    }
  }

  #trackOf(pod: string): Track | undefined {
    return this.#tracks.get(this.#keys.get(this.#rootOf(pod)) ?? "");
  }

  #rootOf(uid: string): string {
    const owner = this.#owners.get(uid);
    return owner === undefined ? uid : this.#rootOf(owner);
  }

  #look(pod: JsonObject | undefined, nowMs: number, uid = uidOf(pod ?? {})): void {
    const track = this.#trackOf(uid);
    if (track === undefined) return;
    if (pod !== undefined && isPodReady(pod)) this.#ready.set(uid, track);
    else this.#ready.delete(uid);
    const ready = [...this.#ready.values()].filter((one) => one === track).length;
    const last = track.moments.at(-1);
    if (last?.ready === ready) return;
    if (last?.atMs === nowMs) track.moments.pop();
    track.moments.push({ atMs: nowMs, ready });
    track.changedMs = nowMs;
  }
}

function wantedOf(object: JsonObject): number {
  if (object["kind"] === "DaemonSet") return numberAt(object, "status", "desiredNumberScheduled") ?? 0;
  return textAt(object, "metadata", "deletionTimestamp") === "" ? (numberAt(object, "spec", "replicas") ?? 1) : 0;
}

const uidOf = (object: JsonObject): string => textAt(object, "metadata", "uid");
