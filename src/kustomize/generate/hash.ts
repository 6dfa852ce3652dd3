/** The content hash that generated names end in (api 0.21, hasher/hasher.go). */
import { sha256 } from "@noble/hashes/sha2.js";
import { isMap, toBytes, type Value } from "../../go/index.ts";
import { marshal } from "../../go/json/index.ts";
import { lookup } from "../node/lookup.ts";
import { setName } from "../node/metadata.ts";
import type { Node } from "../node/node.ts";
import { valueOf } from "../node/to-value.ts";
import type { ResMap } from "../resource/res-map.ts";
import type { Resource } from "../resource/resource.ts";

const LENGTH = 10;
/** Digits and vowels that could spell something are replaced. */
const SAFE: Readonly<Record<string, string>> = { "0": "g", "1": "h", "3": "k", a: "m", e: "t" };

/** Puts the hash behind the names of those that want one. */
export function addHashes(map: ResMap): void {
  for (const resource of map.resources) {
    if (!resource.needsHash) continue;
    const suffix = hashOf(resource);
    resource.storePreviousId();
    setName(resource.node, `${resource.name}-${suffix}`);
  }
  map.idsChanged();
}

function hashOf(resource: Resource): string {
  const { node } = resource;
  switch (resource.kind) {
    case "ConfigMap":
      return hash(marshal(contentOf(node, { kind: "ConfigMap", texts: ["data"], maps: ["binaryData"] })));
    case "Secret":
      return hash(marshal(contentOf(node, { kind: "Secret", texts: ["type", "data"], maps: ["stringData"] })));
    default:
      return hash(marshal(nodeJson(node), { sortKeys: false }));
  }
}

interface Content {
  readonly kind: string;
  /** Always part of the hash, as an empty text when missing. */
  readonly texts: readonly string[];
  /** Part of it only when they are maps. */
  readonly maps: readonly string[];
}

function contentOf(node: Node, { kind, texts, maps }: Content): Value {
  const content = new Map<string, Value>([
    ["kind", kind],
    // Kustomize looks for a field `metadata/name`, which there never is: the name is not part of the hash.
    ["name", ""],
  ]);
  for (const name of texts) content.set(name, partOf(node, [name]));
  for (const name of maps) {
    const part = partOf(node, [name]);
    if (isMap(part)) content.set(name, part);
  }
  return content;
}

function partOf(node: Node, path: readonly string[]): Value {
  const part = lookup(node, path);
  if (part === undefined) return "";
  if (part.kind === "scalar") return part.value;
  const value = valueOf(part);
  return isMap(value) ? value : null;
}

function hash(text: string): string {
  const digest = sha256(toBytes(text));
  let hex = "";
  for (const byte of digest.subarray(0, LENGTH / 2)) hex += byte.toString(16).padStart(2, "0");
  return hex.replace(/[013ae]/g, (digit) => SAFE[digit] ?? digit);
}

const KINDS: Readonly<Record<Node["kind"], number>> = { document: 1, sequence: 2, mapping: 4, scalar: 8, alias: 16 };

/** Of other kinds the nodes themselves are hashed, as Go's JSON of yaml.Node: a struct, its fields in their order. */
function nodeJson(node: Node): Value {
  return new Map<string, Value>([
    ["Kind", KINDS[node.kind]],
    ["Style", node.style],
    ["Tag", node.tag],
    ["Value", node.value],
    ["Anchor", node.anchor],
    ["Alias", null],
    ["Content", node.content.length === 0 ? null : node.content.map(nodeJson)],
    ["HeadComment", node.headComment],
    ["LineComment", node.lineComment],
    ["FootComment", node.footComment],
    ["Line", node.line],
    ["Column", node.column],
  ]);
}
