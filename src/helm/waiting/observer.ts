/** Looks on while a release waits: watches what belongs to it, makes cause trees of it, shows them, and ends what cannot succeed. */
import { GoError } from "../../go/index.ts";
import {
  Family,
  LiveCollection,
  objectNode,
  rootCauses,
  type CauseNode,
  type JsonObject,
  type RootCause,
} from "../../kube/index.ts";
import type { ClusterPorts } from "../cluster/ports.ts";
import { refOf, type Resource } from "../cluster/resource.ts";
import type { Observation, Wait, WaitObserver } from "../cluster/wait/observed.ts";
import type { WaitPurpose } from "../cluster/wait/wait.ts";
import { collectionsFor, interesting, rootKey } from "./collections.ts";
import { explanationLine } from "./explanation.ts";
import { FailFast } from "./fail-fast.ts";
import { LastLines } from "./last-lines.ts";

/** What there is to show of a wait. */
export interface WaitView {
  readonly purpose: WaitPurpose;
  readonly trees: readonly CauseNode[];
  readonly ready: number;
  readonly total: number;
  readonly elapsedMs: number;
}

/** Where it is shown. */
export interface WaitScreen {
  show(view: WaitView): void;
  /** The wait is over. */
  clear(): void;
}

export interface ObserverOptions {
  readonly screen?: WaitScreen | undefined;
  /** Waiting ends where it cannot succeed. */
  readonly failFast: boolean;
}

export function waitObserver(options: ObserverOptions): WaitObserver {
  return {
    begin(wait, ports) {
      const watching = new Watching(wait, ports, options);
      void watching.run();
      return watching;
    },
  };
}

/** What is over before costs nothing. */
const START_MS = 200;
/** Between two pictures at least, and at most. */
const GATHER_MS = 150;
const TICK_MS = 1000;
const REST_PER_LOOK = 10;
/** How long it is held back what is known of some only. */
const UNKNOWN_MS_MAX = 3000;
/** How long a failed wait is held up for its explanation. */
const EXPLAIN_MS_MAX = 2000;
const EXPLAIN_POLL_MS = 50;

class Watching implements Observation {
  readonly verdict: Promise<never>;
  readonly #wait: Wait;
  readonly #ports: ClusterPorts;
  readonly #options: ObserverOptions;
  readonly #collections = new Map<string, LiveCollection>();
  readonly #logs: LastLines;
  readonly #failFast: FailFast;
  readonly #sinceMs: number;
  readonly #reject: (reason: unknown) => void;
  readonly #over = new AbortController();
  readonly #signal: AbortSignal;
  #wake = new AbortController();

  constructor(wait: Wait, ports: ClusterPorts, options: ObserverOptions) {
    const { promise, reject } = Promise.withResolvers<never>();
    this.verdict = promise;
    this.#reject = reject;
    this.#wait = wait;
    this.#ports = ports;
    this.#options = options;
    this.#signal = AbortSignal.any([ports.signal, this.#over.signal]);
    this.#logs = new LastLines({ ...ports, signal: this.#signal }, () => this.#wake.abort());
    this.#failFast = new FailFast(ports.clock);
    this.#sinceMs = ports.clock.nowMs();
  }

  async run(): Promise<void> {
    const { clock } = this.#ports;
    await clock.sleep(START_MS, this.#signal);
    if (this.#signal.aborted) return;
    this.#begin();
    while (!this.#signal.aborted) {
      const sinceMs = clock.nowMs();
      this.#look();
      // In a namespace of thousands of pods a look takes its time: it is to stay a small part of it.
      const restMs = Math.max(GATHER_MS, (clock.nowMs() - sinceMs) * REST_PER_LOOK);
      this.#wake = new AbortController();
      await clock.sleep(TICK_MS, AbortSignal.any([this.#signal, this.#wake.signal]));
      await clock.sleep(restMs, this.#signal);
    }
  }

  async explain(): Promise<readonly RootCause[]> {
    const { clock, signal } = this.#ports;
    const endMs = clock.nowMs() + EXPLAIN_MS_MAX;
    this.#begin();
    for (;;) {
      const trees = this.#trees();
      this.#logs.fetchFor(trees, this.#pods());
      const isComplete = this.#isKnown && !this.#logs.isFetching;
      if (isComplete || clock.nowMs() >= endMs || signal.aborted) return rootCauses(this.#trees());
      await clock.sleep(EXPLAIN_POLL_MS, signal);
    }
  }

  end(): void {
    this.#over.abort();
    this.#options.screen?.clear();
  }

  #begin(): void {
    if (this.#collections.size > 0) return;
    for (const [key, collection] of collectionsFor(this.#wait)) {
      const live = new LiveCollection(collection, this.#ports, () => this.#wake.abort());
      this.#collections.set(key, live);
      void live.follow(this.#signal);
    }
  }

  #look(): void {
    const trees = this.#trees();
    this.#logs.fetchFor(trees, this.#pods());
    const { purpose, resources } = this.#wait;
    const elapsedMs = this.#ports.clock.nowMs() - this.#sinceMs;
    if (!this.#isKnown && elapsedMs < UNKNOWN_MS_MAX) return;
    const open = trees.filter(({ outlook }) => outlook !== "ready").length;
    this.#options.screen?.show({ purpose, trees, ready: resources.length - open, total: resources.length, elapsedMs });
    if (!this.#options.failFast) return;
    const hopeless = this.#failFast.judge(trees);
    if (hopeless !== undefined) this.#reject(new GoError(`gave up waiting: ${explanationLine(hopeless)}`));
  }

  #trees(): CauseNode[] {
    const all = [...this.#collections.values()];
    const isEvents = ({ collection }: LiveCollection) => collection.kind === "Event";
    const family = new Family({
      objects: unique(all.filter((one) => !isEvents(one))),
      events: all.filter(isEvents).flatMap((one) => [...one.values()]),
      logs: this.#logs.lines,
      nowMs: this.#ports.clock.nowMs(),
    });
    const { purpose, jobs } = this.#wait;
    const isToEnd = ({ mapping }: Resource) => purpose === "finished" || (jobs === true && mapping.kind === "Job");
    const toRemoval = purpose === "gone";
    return interesting(this.#wait).flatMap((resource) => {
      const object = this.#find(resource);
      return object === undefined
        ? this.#unseen(resource)
        : [objectNode(object, family, { toCompletion: isToEnd(resource), toRemoval })];
    });
  }

  #find(resource: Resource): JsonObject | undefined {
    const { namespace, name } = refOf(resource);
    return this.#collections.get(rootKey(resource))?.find(namespace, name);
  }

  /** What is not there: gone, as it should be; or nothing can be said about it. */
  #unseen(resource: Resource): CauseNode[] {
    const isKnown = this.#collections.get(rootKey(resource))?.isCurrent === true;
    if (isKnown && this.#wait.purpose === "gone") return [];
    return [
      { object: refOf(resource), outlook: "waiting", state: isKnown ? "does not exist" : "not watched", children: [] },
    ];
  }

  /** Whether the server has answered, one way or the other, about all that is to be shown. */
  get #isKnown(): boolean {
    return [...this.#collections.values()].every(({ isCurrent, refusal }) => isCurrent || refusal !== undefined);
  }

  #pods(): Iterable<JsonObject> {
    const pods = [...this.#collections.values()].filter(({ collection }) => collection.kind === "Pod");
    return pods.flatMap((one) => [...one.values()]);
  }
}

/** An object may be seen by two collections. */
function unique(collections: readonly LiveCollection[]): Iterable<JsonObject> {
  const seen = new Map<unknown, JsonObject>();
  for (const collection of collections) {
    for (const object of collection.values()) seen.set(uidOf(object), object);
  }
  return seen.values();
}

function uidOf({ metadata }: JsonObject): unknown {
  return (metadata as JsonObject | undefined)?.["uid"];
}
