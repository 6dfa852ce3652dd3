/**
 * Entries that this process holds by a lease: they are replaced only in the version that it wrote last, so that a run that was taken for dead
 * cannot overwrite what its successor has written. Entries without a lease are written as Helm writes them, whoever wrote last.
 */
import { isApiError, isNotFound, refOf, textAt, type JsonObject, type Objects } from "../../kube/index.ts";
import { JOURNAL_ANNOTATION, journalOf, LeaseLostError, type Sighting } from "./journal.ts";
import type { ReleaseStatus } from "./release.ts";

/** Others may touch an entry too, a controller that sets labels for instance. */
const TRIES_MAX = 5;

interface Held {
  /** As the server has it. */
  object: JsonObject;
  readonly leaseId: string;
  /** A write that is under way. */
  writing: Promise<unknown>;
}

export class HeldEntries {
  readonly #objects: Objects;
  readonly #held = new Map<string, Held>();

  constructor(objects: Objects) {
    this.#objects = objects;
  }

  /** To be told of every answer to a write. */
  keep(object: JsonObject): void {
    const { name } = refOf(object);
    const lease = journalOf(object)?.lease;
    const before = this.#held.get(name);
    if (lease === undefined) this.#held.delete(name);
    else if (before?.leaseId === lease.id) before.object = object;
    else this.#held.set(name, { object, leaseId: lease.id, writing: Promise.resolve() });
  }

  /** Throws `LeaseLostError`, or `ApiError`. */
  async replace(entry: JsonObject): Promise<JsonObject> {
    const held = this.#held.get(refOf(entry).name);
    const object =
      held === undefined ? await this.#put(entry) : await this.#inTurn(held, () => this.#fenced(held, entry));
    this.keep(object);
    return object;
  }

  /** Takes over an entry in the version that was seen. Throws `LeaseLostError` where it has been written since. */
  async takeOver(entry: JsonObject, seen: string): Promise<JsonObject> {
    try {
      const object = await this.#put(inVersion(entry, seen));
      this.keep(object);
      return object;
    } catch (error) {
      throw isApiError(error, "Conflict") || isNotFound(error) ? new LeaseLostError() : error;
    }
  }

  /** A sign of life; nothing where the entry is not held any more. Throws `LeaseLostError`, or `ApiError`. */
  async renew(name: string): Promise<void> {
    const held = this.#held.get(name);
    if (held === undefined) return;
    await this.#inTurn(held, async () => {
      if (this.#held.get(name) !== held) return;
      this.keep(await this.#fenced(held, withNextBeat(held.object)));
    });
  }

  async sight(path: string): Promise<Sighting> {
    const { body, date } = await this.#objects.cluster.request({ method: "GET", path });
    return {
      status: textAt(body, "metadata", "labels", "status") as ReleaseStatus,
      journal: journalOf(body as JsonObject),
      version: textAt(body, "metadata", "resourceVersion"),
      ageMs: ageOf(body as JsonObject, date),
    };
  }

  /** Writes to one entry wait for each other. */
  async #inTurn<T>(held: Held, action: () => Promise<T>): Promise<T> {
    const turn = held.writing.then(action, action);
    held.writing = turn.catch(() => undefined);
    return await turn;
  }

  async #fenced(held: Held, entry: JsonObject): Promise<JsonObject> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#put(inVersion(entry, textAt(held.object, "metadata", "resourceVersion")));
      } catch (error) {
        if (isNotFound(error)) throw new LeaseLostError();
        if (!isApiError(error, "Conflict") || tries >= TRIES_MAX) throw error;
        const live = await this.#objects.find(refOf(entry));
        if (live === undefined || journalOf(live)?.lease?.id !== held.leaseId) throw new LeaseLostError();
        held.object = live;
      }
    }
  }

  async #put(entry: JsonObject): Promise<JsonObject> {
    return (await this.#objects.update(entry)).object;
  }
}

function inVersion(entry: JsonObject, resourceVersion: string): JsonObject {
  return { ...entry, metadata: { ...(entry["metadata"] as JsonObject), resourceVersion } };
}

function withNextBeat(entry: JsonObject): JsonObject {
  const journal = journalOf(entry);
  if (journal?.lease === undefined) return entry;
  const { lease } = journal;
  const text = JSON.stringify({ ...journal, lease: { ...lease, beat: lease.beat + 1 } });
  const metadata = entry["metadata"] as JsonObject;
  const annotations = { ...(metadata["annotations"] as JsonObject), [JOURNAL_ANNOTATION]: text };
  return { ...entry, metadata: { ...metadata, annotations } };
}

/** Between the server's note of the last write and its answer: both are its own clock's, so that no other clock matters. */
function ageOf(entry: JsonObject, date: string | undefined): number | undefined {
  const now = Date.parse(date ?? "");
  const times = [textAt(entry, "metadata", "creationTimestamp"), ...writeTimes(entry)].map((time) => Date.parse(time));
  const last = Math.max(...times.filter((time) => !Number.isNaN(time)));
  return Number.isNaN(now) || !Number.isFinite(last) ? undefined : Math.max(0, now - last);
}

function writeTimes(entry: JsonObject): string[] {
  const { managedFields } = entry["metadata"] as JsonObject;
  return Array.isArray(managedFields) ? managedFields.map((one) => textAt(one, "time")) : [];
}
