/**
 * Events, as `kubectl describe` shows them. What is told again is counted (client-go tools/record), and after an hour an event is forgotten (the
 * API server's --event-ttl).
 */
import { numberAt, objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import type { Server } from "../objects/server.ts";
import { timestamp } from "../ports.ts";
import type { Store } from "../storage/store.ts";
import { change, create, CONTROLLERS } from "./writes.ts";

export interface Told {
  readonly reason: string;
  readonly message: string;
  readonly type?: "Warning";
  /** Who says so: `deployment-controller`. */
  readonly component: string;
  /** The program it is a part of, which is the field manager. */
  readonly program?: string;
  /** A part of the object: `spec.containers{main}`. */
  readonly fieldPath?: string;
  /** Events of the newer sort have one: `Binding`. */
  readonly action?: string;
}

const KEPT_MS = 3_600_000;
const SWEEP_MS = 60_000;
const AGAIN_MS = 2000;
/** More events of one object that differ in their words alone are one (client-go tools/record/events_cache.go). */
const SIMILAR_MAX = 10;
const COMBINED = "(combined from similar events): ";
/** Of which repetitions are known (client-go's cache). */
const KNOWN_MAX = 4096;

interface Memory {
  /** What is told → the key of its event. */
  readonly known: Map<string, string>;
  sweptMs: number;
  /** So that no two have one name. */
  count: number;
  /** How many events say the like of one object. */
  readonly similar: Map<string, number>;
}

const memories = new WeakMap<Store, Memory>();

function memoryOf(store: Store, nowMs: number): Memory {
  let memory = memories.get(store);
  if (memory === undefined)
    memories.set(store, (memory = { known: new Map(), sweptMs: nowMs, count: 0, similar: new Map() }));
  return memory;
}

export function tell(about: JsonObject, said: Told, { server }: { readonly server: Server }): void {
  const nowMs = server.ports.now();
  const namespace = textAt(about, "metadata", "namespace") || "default";
  const home = server.store.get("/namespaces", namespace);
  if (home === undefined || textAt(home, "metadata", "deletionTimestamp") !== "") return;
  const memory = memoryOf(server.store, nowMs);
  if (nowMs - memory.sweptMs >= SWEEP_MS) sweep(server.store, memory, nowMs);
  const { reason, component, type = "Normal", fieldPath } = said;
  const like = [textAt(about, "metadata", "uid"), type, reason, component, fieldPath].join("\n");
  const isOneOfMany = (memory.similar.get(like) ?? 0) >= SIMILAR_MAX && !memory.known.has(`${like}\n${said.message}`);
  const told = isOneOfMany ? { ...said, message: `${COMBINED}${said.message}` } : said;
  const id = `${like}\n${isOneOfMany ? COMBINED : told.message}`;
  const before = server.store.get("/events", memory.known.get(id) ?? "");
  if (before !== undefined) return again(before, told, { server, nowMs });
  const event = create(eventOf(about, told, { namespace, nowMs, number: ++memory.count }), server, told.program);
  memory.similar.set(like, (memory.similar.get(like) ?? 0) + 1);
  memory.known.set(id, `${namespace}/${textAt(event, "metadata", "name")}`);
  const [oldest] = memory.known.keys();
  if (memory.known.size > KNOWN_MAX && oldest !== undefined) memory.known.delete(oldest);
  if (memory.similar.size > KNOWN_MAX) memory.similar.clear();
}

const NANOSECONDS = 1_000_000;

function eventOf(
  about: JsonObject,
  { reason, message, type, component, fieldPath, action }: Told,
  { namespace, nowMs, number }: { readonly namespace: string; readonly nowMs: number; readonly number: number },
): JsonObject {
  const metadata = objectAt(about, "metadata");
  const [name, now] = [textAt(metadata, "name"), timestamp(nowMs)];
  const moment = BigInt(Math.floor(nowMs)) * BigInt(NANOSECONDS) + BigInt(number % NANOSECONDS);
  const regarding = {
    ...{ kind: about["kind"] ?? "", namespace: metadata["namespace"] ?? "", name, uid: metadata["uid"] ?? "" },
    ...{ apiVersion: about["apiVersion"] ?? "", resourceVersion: metadata["resourceVersion"] ?? "" },
    ...(fieldPath === undefined ? {} : { fieldPath }),
  };
  const head = {
    ...{ apiVersion: "v1", kind: "Event", metadata: { name: `${name}.${moment.toString(16)}`, namespace } },
    ...{ involvedObject: regarding, reason, message, type: type ?? "Normal", reportingComponent: component },
  };
  if (action === undefined)
    return {
      ...head,
      ...{ count: 1, firstTimestamp: now, lastTimestamp: now, source: { component }, reportingInstance: "" },
    };
  const eventTime = `${new Date(nowMs).toISOString().slice(0, -1)}000Z`;
  return { ...head, eventTime, action, reportingInstance: `${component}-sandbox` };
}

function again(
  event: JsonObject,
  { message, program = CONTROLLERS }: Told,
  { server, nowMs }: { readonly server: Server; readonly nowMs: number },
): void {
  // One look at a thing may be several of ours.
  if (nowMs - Date.parse(textAt(event, "lastTimestamp")) < AGAIN_MS) return;
  const count = (numberAt(event, "count") ?? 1) + 1;
  change(event, { ...event, message, count, lastTimestamp: timestamp(nowMs) }, { server, manager: program });
}

function sweep(store: Store, memory: Memory, nowMs: number): void {
  memory.sweptMs = nowMs;
  for (const key of [...store.keys("/events")]) {
    const event = store.get("/events", key);
    const said = textAt(event, "lastTimestamp") || textAt(event, "eventTime");
    if (nowMs - (Date.parse(said) || nowMs) >= KEPT_MS) store.delete("/events", key);
  }
}
