/**
 * What is waited for, as watches tell it. Each kind in each namespace has one watch, of one object where only one is waited for. Where
 * watching is refused or breaks off, and every now and then in any case, the objects are asked for one by one instead: nothing
 * depends on a connection that may be dead without either side knowing.
 */
import { labelSelectorText, LiveCollection, objectAt, type Collection, type JsonObject } from "../../../kube/index.ts";
import type { ClusterPorts } from "../ports.ts";
import { refOf, type Resource } from "../resource.ts";

/** More are asked for one by one. */
const WATCHES_MAX = 32;
/** Between two looks at objects that nothing was heard of. */
const QUIET_MS = 10_000;
/** The same where nothing can be heard. */
const DEAF_MS = 1000;
/** Changes come in swarms: they are looked at together. */
const GATHER_MS = 50;

export class Watched {
  readonly #ports: ClusterPorts;
  readonly #end = new AbortController();
  readonly #watches = new Map<string, LiveCollection>();
  #changed = false;
  #wake: () => void = () => undefined;
  #heard = false;

  constructor(ports: ClusterPorts) {
    this.#ports = ports;
  }

  /** The object as the watch has told since the last look, or as the server answers now. */
  async find(resource: Resource): Promise<JsonObject | undefined> {
    const ref = refOf(resource);
    const watch = this.#heard ? this.#watches.get(groupOf(resource)) : undefined;
    if (!isLive(watch) || !covers(watch.collection, ref.name)) return await this.#ports.objects.find(ref);
    return watch.find(ref.namespace, ref.name);
  }

  /** As it was when it went, where a watch has told. */
  lastSeen(resource: Resource): JsonObject | undefined {
    const { namespace, name } = refOf(resource);
    return this.#watches.get(groupOf(resource))?.lastSeen(namespace, name);
  }

  /** Ends when something has changed, or it is time to ask again. */
  async change(open: readonly Resource[], msMax: number): Promise<void> {
    const isFirst = this.#watches.size === 0;
    if (isFirst) this.#begin(open);
    const watches = [...this.#watches.values()];
    const deaf = open.some((one) => !isLive(this.#watches.get(groupOf(one))));
    // What begins to be watched is heard of at once.
    const isPatient = isFirst ? watches.length > 0 : !deaf;
    await this.#sleep(Math.min(msMax, isPatient ? QUIET_MS : DEAF_MS));
    this.#heard = this.#changed;
    if (this.#changed) await this.#ports.clock.sleep(Math.min(msMax, GATHER_MS), this.#ports.signal);
    this.#changed = false;
  }

  end(): void {
    this.#end.abort();
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#changed) return;
    const awake = new AbortController();
    this.#wake = () => awake.abort();
    await this.#ports.clock.sleep(ms, AbortSignal.any([awake.signal, this.#ports.signal]));
    this.#wake = () => undefined;
  }

  #begin(open: readonly Resource[]): void {
    const groups = [...Map.groupBy(open, groupOf)].slice(0, WATCHES_MAX);
    for (const [key, group] of groups) this.#watches.set(key, this.#watch(collectionOf(group)));
    for (const pods of open.flatMap(podsOf).slice(0, WATCHES_MAX - groups.length)) this.#watch(pods);
  }

  #watch(collection: Collection): LiveCollection {
    const watch = new LiveCollection(collection, this.#ports, () => {
      this.#changed = true;
      this.#wake();
    });
    void watch.follow(AbortSignal.any([this.#end.signal, this.#ports.signal]));
    return watch;
  }
}

function isLive(watch: LiveCollection | undefined): watch is LiveCollection {
  return watch?.isCurrent === true && watch.refusal === undefined;
}

function covers({ fieldSelector }: Collection, name: string): boolean {
  return fieldSelector === undefined || fieldSelector === nameSelector(name);
}

function nameSelector(name: string): string {
  return `metadata.name=${name}`;
}

/** Those whose failures are failures of their controller. */
function podsOf({ mapping, object, namespace }: Resource): Collection[] {
  if (mapping.kind !== "StatefulSet" && mapping.kind !== "ReplicaSet") return [];
  const labelSelector = labelSelectorText(objectAt(object, "spec", "selector"));
  return [{ apiVersion: "v1", kind: "Pod", namespace, labelSelector }];
}

function groupOf({ mapping, namespace }: Resource): string {
  return [mapping.apiVersion, mapping.kind, mapping.namespaced ? namespace : ""].join("\0");
}

function collectionOf(group: readonly Resource[]): Collection {
  const [first, ...others] = group;
  if (first === undefined) throw new Error("a group of nothing");
  const { apiVersion, kind, namespace, name } = refOf(first);
  return { apiVersion, kind, namespace, ...(others.length === 0 ? { fieldSelector: nameSelector(name) } : {}) };
}
