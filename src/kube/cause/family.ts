/** What has been observed in a cluster, with the questions that a cause tree asks of it. */
import { listAt, textAt, type JsonObject } from "../json.ts";
import { eventsByObject, newestFirst, type PodEvents } from "./events.ts";

export interface Observed {
  /** Everything that may belong to what is waited for: replica sets, pods, claims, jobs. */
  readonly objects: Iterable<JsonObject>;
  readonly events: Iterable<JsonObject>;
  /** The last line of a container, by `logKey`. */
  readonly logs: ReadonlyMap<string, string>;
  readonly nowMs: number;
}

export function logKey(podUid: string, container: string): string {
  return `${podUid}/${container}`;
}

export class Family {
  readonly nowMs: number;
  readonly #byOwner: ReadonlyMap<string, readonly JsonObject[]>;
  readonly #claims: ReadonlyMap<string, JsonObject>;
  readonly #events: ReadonlyMap<string, readonly JsonObject[]>;
  readonly #read = new Map<string, PodEvents>();
  readonly #logs: ReadonlyMap<string, string>;

  constructor({ objects, events, logs, nowMs }: Observed) {
    const all = [...objects];
    this.nowMs = nowMs;
    this.#byOwner = Map.groupBy(all, ownerOf);
    this.#claims = new Map(all.filter((one) => textAt(one, "kind") === "PersistentVolumeClaim").map(named));
    this.#events = eventsByObject(events);
    this.#logs = logs;
  }

  childrenOf(owner: JsonObject, kind?: string): readonly JsonObject[] {
    const children = this.#byOwner.get(textAt(owner, "metadata", "uid")) ?? [];
    return kind === undefined ? children : children.filter((child) => textAt(child, "kind") === kind);
  }

  eventsOf(object: JsonObject): PodEvents {
    const uid = textAt(object, "metadata", "uid");
    const read = this.#read.get(uid) ?? newestFirst(this.#events.get(uid) ?? []);
    this.#read.set(uid, read);
    return read;
  }

  claim(namespace: string, name: string): JsonObject | undefined {
    return this.#claims.get(`${namespace}/${name}`);
  }

  logOf(pod: JsonObject, container: string): string | undefined {
    return this.#logs.get(logKey(textAt(pod, "metadata", "uid"), container));
  }
}

function named(object: JsonObject): [string, JsonObject] {
  return [`${textAt(object, "metadata", "namespace")}/${textAt(object, "metadata", "name")}`, object];
}

/** The uid of the controller; nothing owns what has none. */
function ownerOf(object: JsonObject): string {
  const owners = listAt(object, "metadata", "ownerReferences");
  const controller = owners.find((owner) => (owner as JsonObject)["controller"] === true) ?? owners[0];
  return controller === undefined ? "-" : textAt(controller, "uid");
}
