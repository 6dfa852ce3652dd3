/**
 * The objects of one kind as they are now: a list, then a watch from its version on, as client-go's Reflector does it. A watch
 * that ends is taken up where it stood; a version that the server has forgotten (410) means a new list; what breaks is tried again,
 * later each time.
 */
import { isApiError } from "../api-error.ts";
import { isObject, textAt, type JsonObject } from "../json.ts";
import { NoKindMatchError, type ListOptions, type Objects } from "../objects.ts";

export interface Collection extends Omit<ListOptions, "signal"> {
  readonly apiVersion: string;
  readonly kind: string;
}

export interface WatchPorts {
  readonly objects: Objects;
  readonly clock: Pacer;
}

interface Pacer {
  nowMs(): number;
  /** Ends early, without throwing, when the signal does. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const BACKOFF_MS = 200;
const BACKOFF_MS_MAX = 10_000;
/** Where nothing may be watched. */
const RELIST_MS = 3000;
/** A watch that lasted as long as this was a good one: what ends it begins a new count. */
const GOOD_MS = 5000;
/** Objects that are remembered after they went. */
const GONE_MAX = 1000;

export class LiveCollection {
  readonly collection: Collection;
  readonly #ports: WatchPorts;
  readonly #onChange: () => void;
  readonly #objects = new Map<string, JsonObject>();
  /** As they were when they went. */
  readonly #gone = new Map<string, JsonObject>();
  #version = "";
  #isCurrent = false;
  #refusal: unknown;

  /** `onChange` is called after every change of what is known. */
  constructor(collection: Collection, ports: WatchPorts, onChange: () => void) {
    this.collection = collection;
    this.#ports = ports;
    this.#onChange = onChange;
  }

  /** Whether the objects are those of the server, as far as it has told; where it refuses to be watched, those of a few seconds ago. */
  get isCurrent(): boolean {
    return this.#isCurrent;
  }

  /** Why the server may not be watched; undefined where it may. */
  get refusal(): unknown {
    return this.#refusal;
  }

  values(): Iterable<JsonObject> {
    return this.#objects.values();
  }

  find(namespace: string, name: string): JsonObject | undefined {
    return this.#objects.get(keyOf(namespace, name));
  }

  /** As it was when it went; undefined where it is there, or nobody has seen it go. */
  lastSeen(namespace: string, name: string): JsonObject | undefined {
    return this.#gone.get(keyOf(namespace, name));
  }

  /** Follows the server until the signal ends it, or the server refuses for good. Never throws. */
  async follow(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const sinceMs = this.#ports.clock.nowMs();
      try {
        if (this.#version === "") await this.#list(signal);
        await this.#watch(signal);
        failures = this.#ports.clock.nowMs() - sinceMs < GOOD_MS ? failures + 1 : 0;
      } catch (error) {
        if (signal.aborted) return;
        if (isFinal(error)) return await this.#unwatched(error, signal);
        if (isApiError(error, "Gone", "Expired")) this.#version = "";
        else this.#isCurrent = false;
        failures = this.#ports.clock.nowMs() - sinceMs < GOOD_MS ? failures + 1 : 1;
      }
      if (failures > 0) await this.#ports.clock.sleep(backoffMs(failures), signal);
    }
  }

  /** Who may list but not watch is answered now and then; who may do neither is not. */
  async #unwatched(refusal: unknown, signal: AbortSignal): Promise<void> {
    this.#refusal = refusal;
    this.#isCurrent = this.#version !== "";
    this.#onChange();
    while (this.#version !== "" && !signal.aborted) {
      await this.#ports.clock.sleep(RELIST_MS, signal);
      try {
        await this.#list(signal);
      } catch {
        this.#isCurrent = false;
      }
    }
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { apiVersion, kind, ...options } = this.collection;
    const { items, resourceVersion } = await this.#ports.objects.snapshot(apiVersion, kind, { ...options, signal });
    this.#objects.clear();
    for (const item of items) this.#put(item);
    this.#version = resourceVersion;
    this.#isCurrent = true;
    this.#onChange();
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { apiVersion, kind, ...options } = this.collection;
    const from = { ...options, signal, resourceVersion: this.#version };
    for await (const { type, object } of this.#ports.objects.watch(apiVersion, kind, from)) {
      if (!isObject(object)) continue;
      this.#version = textAt(object, "metadata", "resourceVersion");
      this.#isCurrent = true;
      if (type === "BOOKMARK") continue;
      if (type === "DELETED") this.#drop({ apiVersion, kind, ...object });
      else this.#put({ apiVersion, kind, ...object });
      this.#onChange();
    }
  }

  #put(object: JsonObject): void {
    this.#objects.set(keyOfObject(object), object);
    this.#gone.delete(keyOfObject(object));
  }

  #drop(object: JsonObject): void {
    this.#objects.delete(keyOfObject(object));
    const [oldest] = this.#gone.size < GONE_MAX ? [] : this.#gone.keys();
    if (oldest !== undefined) this.#gone.delete(oldest);
    this.#gone.set(keyOfObject(object), object);
  }
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

function keyOfObject(object: JsonObject): string {
  return keyOf(textAt(object, "metadata", "namespace"), textAt(object, "metadata", "name"));
}

/** Asking again would not help. */
function isFinal(error: unknown): boolean {
  if (error instanceof NoKindMatchError) return true;
  return isApiError(error, "Forbidden", "Unauthorized", "NotFound", "MethodNotAllowed", "BadRequest", "Invalid");
}

function backoffMs(failures: number): number {
  return Math.min(BACKOFF_MS_MAX, BACKOFF_MS * 2 ** (failures - 1));
}
