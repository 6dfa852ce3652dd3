/** The fields of an object by which helm-diff knows it, read as go-yaml v2 decodes its struct (manifest/parse.go, `metadata`). */
import { AliasGuard, isMerge, type Node, resolveScalarV2, resolveTag, shortTag, YamlError } from "../yaml/index.ts";

export interface ManifestHead {
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
  readonly annotations: Map<string, string>;
}

/** Throws `YamlError` with go-yaml's text. */
export function readHead(node: Node | undefined): ManifestHead {
  const head: ManifestHead = { apiVersion: "", kind: "", namespace: "", name: "", annotations: new Map() };
  if (node === undefined) return head;
  const reader = new HeadReader(head);
  reader.object(node);
  if (reader.faults.length > 0) throw new YamlError(`unmarshal errors:\n  ${reader.faults.join("\n  ")}`);
  return head;
}

const OBJECT = "manifest.metadata";
const METADATA = "struct { Namespace string; Name string; Annotations map[string]string }";
const ANNOTATIONS = "map[string]string";

/** What is done with a value, by its key. */
type Fields = (key: string, value: Node) => void;

class HeadReader {
  readonly faults: string[] = [];
  readonly #guard = new AliasGuard();

  constructor(readonly head: ManifestHead) {}

  object(node: Node): void {
    const { head } = this;
    this.#map(node, OBJECT, (key, value) => {
      if (key === "apiVersion") head.apiVersion = this.#text(value) ?? head.apiVersion;
      else if (key === "kind") head.kind = this.#text(value) ?? head.kind;
      else if (key === "metadata") this.#metadata(value);
    });
  }

  #metadata(node: Node): void {
    const { head } = this;
    const isMap = this.#map(node, METADATA, (key, value) => {
      if (key === "namespace") head.namespace = this.#text(value) ?? head.namespace;
      else if (key === "name") head.name = this.#text(value) ?? head.name;
      else if (key === "annotations") this.#annotations(value);
    });
    if (isMap !== null) return;
    Object.assign(head, { namespace: "", name: "" });
    head.annotations.clear();
  }

  #annotations(node: Node): void {
    const { annotations } = this.head;
    const isMap = this.#map(node, ANNOTATIONS, (key, value) => {
      const text = this.#text(value);
      if (text !== undefined) annotations.set(key, text);
    });
    if (isMap === null) annotations.clear();
  }

  /** Hands over the entries of a map; `null` where there is null in its place, whose zero value is taken. */
  #map(node: Node, type: string, fields: Fields): boolean | null {
    this.#guard.count();
    if (node.kind === "alias") return this.#guard.follow(node, (target) => this.#map(target, type, fields));
    if (node.kind === "mapping") {
      this.#entries(node, type, fields);
      return true;
    }
    if (node.kind === "scalar" && resolveScalarV2(node) === null) return null;
    this.#refuse(node, type);
    return false;
  }

  #entries({ content }: Node, type: string, fields: Fields): void {
    for (let i = 0; i + 1 < content.length; i += 2) {
      const [key, value] = [content[i] as Node, content[i + 1] as Node];
      if (isMerge(key)) this.#merge(value, type, fields);
      else {
        const name = this.#text(key);
        if (name !== undefined) fields(name, value);
      }
    }
  }

  #merge(node: Node, type: string, fields: Fields): void {
    for (const source of node.kind === "sequence" ? node.content.toReversed() : [node]) {
      const target = source.kind === "alias" ? source.alias : source;
      if (target?.kind !== "mapping") throw new YamlError("map merge requires map or sequence of maps as the value");
      this.#map(source, type, fields);
    }
  }

  /** Any scalar as it is written; null is the empty text. */
  #text(node: Node): string | undefined {
    this.#guard.count();
    if (node.kind === "alias") return this.#guard.follow(node, (target) => this.#text(target));
    if (node.kind !== "scalar") {
      this.#refuse(node, "string");
      return undefined;
    }
    const value = resolveScalarV2(node);
    if (value === null) return "";
    return shortTag(node.tag) === "!!binary" ? String(value) : node.value;
  }

  #refuse(node: Node, type: string): void {
    const scalar = node.kind === "scalar" ? ` \`${shortened(node.value)}\`` : "";
    this.faults.push(`line ${node.line}: cannot unmarshal ${tagOf(node)}${scalar} into ${type}`);
  }
}

const VALUE_MAX = 10;
const VALUE_SHOWN = 7;

function shortened(value: string): string {
  return value.length > VALUE_MAX ? `${value.slice(0, VALUE_SHOWN)}...` : value;
}

function tagOf(node: Node): string {
  if (node.tag !== "") return shortTag(node.tag);
  if (node.kind === "mapping") return "!!map";
  if (node.kind === "sequence") return "!!seq";
  return node.style === 0 ? resolveTag(node.value, "v2") : "!!str";
}
