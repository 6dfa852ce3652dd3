/** All that is seen of a wait: live collections, the logs of what fails, and the cause trees that they come to. */
import { Family, LiveCollection, objectNode, type CauseNode, type JsonObject } from "../../kube/index.ts";
import type { ClusterPorts } from "../cluster/ports.ts";
import { refOf, type Resource } from "../cluster/resource.ts";
import type { Wait } from "../cluster/wait/observed.ts";
import { collectionsFor, interesting, rootKey } from "./collections.ts";
import { LastLines } from "./last-lines.ts";

export class Scene {
  readonly #wait: Wait;
  readonly #ports: ClusterPorts;
  readonly #collections = new Map<string, LiveCollection>();
  readonly #logs: LastLines;
  readonly #onChange: () => void;

  /** The signal of the ports ends it. */
  constructor(wait: Wait, ports: ClusterPorts, onChange: () => void) {
    this.#wait = wait;
    this.#ports = ports;
    this.#onChange = onChange;
    this.#logs = new LastLines(ports, onChange);
  }

  /** Begins to watch; a second time it does nothing. */
  begin(): void {
    if (this.#collections.size > 0) return;
    for (const [key, collection] of collectionsFor(this.#wait)) {
      const live = new LiveCollection(collection, this.#ports, this.#onChange);
      this.#collections.set(key, live);
      void live.follow(this.#ports.signal);
    }
  }

  /** Whether the server has answered, one way or the other, about all that is to be shown. */
  get isKnown(): boolean {
    return this.#all.every(({ isCurrent, refusal }) => isCurrent || refusal !== undefined);
  }

  get isFetchingLogs(): boolean {
    return this.#logs.isFetching;
  }

  /** As things stand. Logs that the trees ask for are there the next time. */
  trees(): CauseNode[] {
    const isEvents = ({ collection }: LiveCollection) => collection.kind === "Event";
    const family = new Family({
      objects: unique(this.#all.filter((one) => !isEvents(one))),
      events: valuesOf(this.#all.filter(isEvents)),
      logs: this.#logs.lines,
      nowMs: this.#ports.clock.nowMs(),
    });
    const trees = interesting(this.#wait).flatMap((resource) => this.#tree(resource, family));
    this.#logs.fetchFor(trees, valuesOf(this.#all.filter(({ collection }) => collection.kind === "Pod")));
    return trees;
  }

  get #all(): LiveCollection[] {
    return [...this.#collections.values()];
  }

  #tree(resource: Resource, family: Family): CauseNode[] {
    const { purpose, jobs } = this.#wait;
    const { namespace, name } = refOf(resource);
    const object = this.#collections.get(rootKey(resource))?.find(namespace, name);
    if (object === undefined) return this.#unseen(resource);
    const toCompletion = purpose === "finished" || (jobs === true && resource.mapping.kind === "Job");
    return [objectNode(object, family, { toCompletion, toRemoval: purpose === "gone" })];
  }

  /** What is not there: gone, as it should be; or nothing can be said about it. */
  #unseen(resource: Resource): CauseNode[] {
    const isKnown = this.#collections.get(rootKey(resource))?.isCurrent === true;
    if (isKnown && this.#wait.purpose === "gone") return [];
    const state = isKnown ? "does not exist" : "not watched";
    return [{ object: refOf(resource), outlook: "waiting", state, children: [] }];
  }
}

function valuesOf(collections: readonly LiveCollection[]): JsonObject[] {
  return collections.flatMap((one) => [...one.values()]);
}

/** An object may be seen by two collections. */
function unique(collections: readonly LiveCollection[]): Iterable<JsonObject> {
  const seen = new Map<unknown, JsonObject>();
  for (const object of valuesOf(collections)) seen.set(uidOf(object), object);
  return seen.values();
}

function uidOf({ metadata }: JsonObject): unknown {
  return (metadata as JsonObject | undefined)?.["uid"];
}
