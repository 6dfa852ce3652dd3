/**
 * Remembers, for every field of every object of a build, which line set it and what happened to it afterwards. After each step the
 * objects are compared with what they were: so everything that changes objects is seen, programs too, and steps know nothing of it.
 */
import type { FileSystem, Position } from "../../base/index.ts";
import type { BuildTrace, TracedEntry } from "../build/build-trace.ts";
import { join } from "../../go/path/index.ts";
import type { ChartRequest, InflateChart } from "../build/context.ts";
import type { Target } from "../build/target.ts";
import type { Loader } from "../load/loader.ts";
import type { Resource } from "../resource/resource.ts";
import type { History, Link, Path } from "../resource/trace.ts";
import { decidingPath, entryPath } from "./entry.ts";
import { fieldsOf, outlineOf } from "./fields.ts";
import { generatedPlace } from "./generator-places.ts";
import { FileNames, KustomizationText } from "./kustomization-text.ts";
import { locateObjects, startOfText, type LocatedObject } from "./located-text.ts";
import { patchPlace, type Change } from "./patch-places.ts";
import { placeOf } from "./place-of.ts";
import { sourceOfReplacement } from "./replacement-source.ts";

/** What a step says of a field that it set. */
type Explain = (change: Change) => Omit<Link, "value" | "path">;

export class Trace implements BuildTrace {
  readonly #names: FileNames;
  readonly #texts = new Map<string, KustomizationText>();
  #chart: ChartRequest | undefined;
  #current: { target: Target; entry: TracedEntry; resources: readonly Resource[] } | undefined;
  /** All that has been read or made, as it came. */
  readonly seen: Resource[] = [];

  constructor({ files, cwd }: { files: FileSystem; cwd: string }) {
    this.#names = new FileNames(files.realPath(cwd));
  }

  /** The charts' renderer, watched: what it was asked for last is the chart of the objects that come next. */
  watching(inflate: InflateChart): InflateChart {
    return (request) => {
      this.#chart = request;
      return inflate(request);
    };
  }

  /** The entry that works, or worked last, and the objects it was given. */
  get current():
    | { readonly place: Position | undefined; readonly patches: LocatedObject[]; resources: readonly Resource[] }
    | undefined {
    if (this.#current === undefined) return undefined;
    const { target, entry, resources } = this.#current;
    const text = this.#text(target.loader);
    if (entry.config !== undefined) return { place: placeOf(entry.config, "\0kind"), patches: [], resources };
    const path = this.#pathOf(text, entry);
    const patches = entry.kind.startsWith("Patch") ? this.#patches(text, path) : [];
    return { place: text.at(path), patches, resources };
  }

  starts(target: Target, entry: TracedEntry, resources: readonly Resource[]): void {
    this.#current = { target, entry, resources };
  }

  loaded({ loader }: Target, path: string, resources: readonly Resource[]): void {
    const file = this.#names.nameOf(loader, path);
    const objects = locateObjects(loader.readText(path), { file, line: 0, column: 0 });
    const via = [...this.#above(loader, path)];
    this.seen.push(...resources);
    for (const resource of resources) {
      const { kind, name, namespace } = resource;
      const own = objects.find((each) => each.kind === kind && each.name === name && each.namespace === namespace);
      compare(resource, ({ key }) => ({ by: "resources", at: own?.nearest(key), via }));
    }
  }

  ran(target: Target, entry: TracedEntry, resources: readonly Resource[]): void {
    const chart = this.#chart;
    this.#chart = undefined;
    let explain: Explain | undefined;
    for (const resource of resources) {
      if (resource.history === undefined) this.seen.push(resource);
      compare(resource, (change) => {
        explain ??= this.#explain(target, entry, resources);
        return { ...explain(change), ...(chart && { chart }) };
      });
    }
  }

  finished(what: string, resources: readonly Resource[]): void {
    const byName = new Map(resources.map((resource) => [resource.name, resource]));
    for (const resource of resources) {
      compare(resource, ({ path, value }) => {
        const named = what === "name reference" && path.join() !== "metadata,name" ? byName.get(value) : undefined;
        const object = named === undefined ? "" : `${named.kind.toLowerCase()}/${named.originalId.name}`;
        const at = named === undefined ? undefined : placeOf(named, "\0metadata\0name");
        return { by: what, at: undefined, via: [], ...(named && { source: { what: "source", at, object } }) };
      });
    }
  }

  #text(loader: Loader): KustomizationText {
    let text = this.#texts.get(loader.root);
    if (text === undefined) this.#texts.set(loader.root, (text = new KustomizationText(loader, this.#names)));
    return text;
  }

  /** The entry of a path, then the entries of the kustomizations above. */
  *#above(loader: Loader, path: string) {
    const own = this.#text(loader).entry(["resources", "bases", "crds"], (entry) => entry === path);
    if (own !== undefined) yield own;
    yield* this.#leadingTo(loader);
  }

  *#leadingTo(loader: Loader) {
    for (let at = loader; at.referrer !== undefined; at = at.referrer) {
      const { root, clone, referrer } = at;
      const entry = this.#text(referrer).entry(["resources", "bases", "components"], (path) => {
        return clone === undefined ? join(referrer.root, path) === root : path === clone.spec.raw;
      });
      if (entry !== undefined) yield entry;
    }
  }

  #explain({ loader }: Target, entry: TracedEntry, resources: readonly Resource[]): Explain {
    const text = this.#text(loader);
    const via = [...this.#leadingTo(loader)];
    const path = this.#pathOf(text, entry);
    const by = String(path[0]);
    if (entry.config !== undefined) {
      const at = placeOf(entry.config, "\0kind") ?? text.at(path);
      return () => ({ by, at, via });
    }
    if (entry.kind.startsWith("Patch")) return this.#explainPatch(text, path, { by, via });
    if (entry.kind === "ConfigMapGenerator" || entry.kind === "SecretGenerator") {
      return (change) => ({ by, via, ...generatedPlace({ text, names: this.#names, entry: path }, change.path) });
    }
    if (entry.replacement !== undefined) {
      const source = sourceOfReplacement(entry.replacement, resources);
      const at = text.at(source === undefined ? [...path, "sourceValue"] : path);
      return () => ({ by, at, via, ...(source && { source }) });
    }
    return (change) => ({ by, via, at: text.at(decidingPath(path, change, (at) => text.node(at)?.value)) });
  }

  #pathOf(text: KustomizationText, entry: TracedEntry): Path {
    return entryPath(entry, (list) => text.node([list])?.content.length ?? 0);
  }

  #explainPatch(text: KustomizationText, path: Path, known: Pick<Link, "by" | "via">): Explain {
    const at = text.at(path);
    const patches = this.#patches(text, path);
    return (change) => ({ ...known, at, source: { what: "patch", at: patchPlace(patches, change) ?? at } });
  }

  /** The objects or operations of an entry of patches, in its file or in the kustomization itself. */
  #patches(text: KustomizationText, path: Path): LocatedObject[] {
    const { loader } = text;
    const ofFile = (name: string): LocatedObject[] => {
      const file = this.#names.nameOf(loader, name);
      return locateObjects(loader.readText(name), { file, line: 0, column: 0 });
    };
    const inline = (at: Path): LocatedObject[] => {
      const node = text.node(at);
      const place = text.at(at);
      if (node === undefined || place === undefined) return [];
      const start = startOfText(node, place, text.text);
      return start === undefined ? [] : locateObjects(node.value, start);
    };
    if (path[0] === "patchesStrategicMerge") {
      const entries = text.node(path)?.content ?? [];
      return entries.flatMap(({ value }, i) => (value.includes("\n") ? inline([...path, i]) : ofFile(value)));
    }
    const file = text.node([...path, "path"])?.value ?? "";
    return file === "" ? inline([...path, "patch"]) : ofFile(file);
  }
}

/** Notes what has changed in an object since it was looked at last; all of it when it is new. */
function compare(resource: Resource, explain: Explain): void {
  const outline = outlineOf(resource.node);
  const before = resource.history;
  if (before !== undefined && same(before.outline, outline)) return;
  const history: History = { fields: new Map(), outline };
  for (const field of fieldsOf(resource.node)) {
    const { key, path, value } = field;
    const links = before?.fields.get(key)?.links ?? [];
    if (links.at(-1)?.value !== value) links.push({ ...explain({ ...field, resource }), value, path });
    history.fields.set(key, { path, links });
  }
  resource.history = history;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}
