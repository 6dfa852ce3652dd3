/**
 * Records above what one Secret or ConfigMap holds (1 MiB). Helm cannot store these at all. The entry itself holds the first part and says
 * in an annotation which others there are; they are written before it and belong to it, so that the cluster removes them with
 * it, whoever deletes it. docs/decisions/0013-large-records.md says why.
 */
import { listAt, refOf, textAt, type JsonObject, type ObjectRef, type Objects } from "../../kube/index.ts";

/** A Secret's data may have 1 MiB; a record that fits is stored in one, as Helm does. */
const WHOLE_BYTES_MAX = 1 << 20;
const PART_BYTES = 1_000_000;
/** 64 MB of compressed chart: the API server's own limits are reached long before. */
const PARTS_MAX = 64;

const PARTS_ANNOTATION = "lade/record-parts";
/** Not `helm`: Helm's lists do not see parts. */
const PART_OWNER = "lade";

export class RecordParts {
  readonly #objects: Objects;
  readonly #kind: "Secret" | "ConfigMap";
  /** Entries that are known to have parts, by namespace and name. */
  readonly #divided = new Set<string>();

  constructor(objects: Objects, kind: "Secret" | "ConfigMap") {
    this.#objects = objects;
    this.#kind = kind;
  }

  /** One part where the record fits into an entry. Throws above `PARTS_MAX`. */
  split(text: string): string[] {
    if (text.length <= WHOLE_BYTES_MAX) return [text];
    const count = Math.ceil(text.length / PART_BYTES);
    if (count > PARTS_MAX)
      throw new Error(`the record of the release has ${text.length} bytes, more than can be stored`);
    return Array.from({ length: count }, (_, i) => text.slice(i * PART_BYTES, (i + 1) * PART_BYTES));
  }

  /** Writes all parts but the first. */
  async write(ref: ObjectRef, parts: readonly string[]): Promise<void> {
    const suffix = suffixOf(parts);
    for (const [i, text] of parts.entries()) {
      if (i === 0) continue;
      const object = this.#part({ ...ref, name: `${ref.name}.${suffix}.${i}` }, text);
      await this.#objects.apply(object, { fieldManager: "lade", force: true });
    }
  }

  annotations(parts: readonly string[]): JsonObject | undefined {
    return parts.length > 1 ? { [PARTS_ANNOTATION]: `${suffixOf(parts)}.${parts.length}` } : undefined;
  }

  /** Makes the parts belong to their entry, and removes those of its earlier states. */
  async adopt(entry: JsonObject, parts: readonly string[]): Promise<void> {
    const { name, namespace } = refOf(entry);
    const address = `${namespace}/${name}`;
    if (parts.length === 1 && !this.#divided.has(address)) return;
    this.#divided.add(address);
    const owner = { apiVersion: "v1", kind: this.#kind, name, uid: textAt(entry, "metadata", "uid") };
    const labelSelector = `owner=${PART_OWNER},lade/record=${labelOf(name)}`;
    const current = `${name}.${suffixOf(parts)}.`;
    for (const part of await this.#objects.list("v1", this.#kind, { namespace, labelSelector })) {
      const ref = refOf(part);
      if (!ref.name.startsWith(`${name}.`)) continue;
      if (!ref.name.startsWith(current)) await this.#objects.delete(ref);
      else if (listAt(part, "metadata", "ownerReferences").length === 0) {
        await this.#objects.patch(ref, { type: "merge", body: { metadata: { ownerReferences: [owner] } } });
      }
    }
  }

  /** Removes what `write` wrote for an entry that was refused; what belongs to another state of it stays. */
  async discard(ref: ObjectRef, parts: readonly string[]): Promise<void> {
    const suffix = suffixOf(parts);
    for (let i = 1; i < parts.length; i++) {
      const part = { ...ref, name: `${ref.name}.${suffix}.${i}` };
      const found = await this.#objects.find(part);
      if (found !== undefined && listAt(found, "metadata", "ownerReferences").length === 0) {
        await this.#objects.delete(part);
      }
    }
  }

  /** The whole text of an entry. */
  async join(entry: JsonObject): Promise<string> {
    const first = this.#text(entry);
    const [suffix = "", count = "1"] = textAt(entry, "metadata", "annotations", PARTS_ANNOTATION).split(".");
    if (suffix === "") return first;
    const ref = refOf(entry);
    this.#divided.add(`${ref.namespace}/${ref.name}`);
    const names = Array.from(
      { length: Math.min(Number(count), PARTS_MAX) - 1 },
      (_, i) => `${ref.name}.${suffix}.${i + 1}`,
    );
    const rest = await Promise.all(
      names.map((name) => this.#objects.get({ apiVersion: "v1", kind: this.#kind, namespace: ref.namespace, name })),
    );
    return first + rest.map((part) => this.#text(part)).join("");
  }

  #part(ref: ObjectRef, text: string): JsonObject {
    const labels = { owner: PART_OWNER, "lade/record": labelOf(ref.name.split(".").slice(0, -2).join(".")) };
    const metadata = { name: ref.name, namespace: ref.namespace, labels };
    const head = { apiVersion: "v1", kind: this.#kind, metadata };
    if (this.#kind === "ConfigMap") return { ...head, data: { release: text } };
    return { ...head, type: "lade/release-part", data: { release: btoa(text) } };
  }

  #text(entry: JsonObject): string {
    const stored = textAt(entry, "data", "release");
    return this.#kind === "Secret" ? atob(stored) : stored;
  }
}

/** Label values have at most 63 characters. */
function labelOf(key: string): string {
  return key.slice("sh.helm.release.v1.".length).slice(0, 63);
}

/** Tells apart the parts of two states of one record: FNV-1a over the text. */
function suffixOf(parts: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const part of parts)
    for (let i = 0; i < part.length; i++) hash = Math.imul(hash ^ part.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
