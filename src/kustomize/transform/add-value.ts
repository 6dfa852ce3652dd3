/** ValueAddTransformer: one value for fields of many objects, also inside paths (api 0.21). */
import type { BuildContext } from "../build/context.ts";
import { base, join } from "../../go/path/index.ts";
import { unmarshal } from "../../yaml/index.ts";
import { KustomizeError } from "../error.ts";
import { decodeStruct } from "../kustomization/shape.ts";
import type { Selector } from "../kustomization/types.ts";
import { setScalar } from "../node/field.ts";
import { demandKind } from "../node/kind-error.ts";
import { lookup } from "../node/lookup.ts";
import { scalarNode, type Node } from "../node/node.ts";
import { VALUE_ADD_TARGETS } from "../plugin/shapes.ts";
import type { ResMap } from "../resource/res-map.ts";
import { select } from "../resource/select.ts";
import { setNamespaceOf } from "./namespace.ts";

interface ValueTarget {
  selector?: Selector;
  fieldPath?: string;
  filePathPosition?: number;
}

export interface ValueAddConfig {
  value?: string;
  targets?: ValueTarget[];
  targetFilePath?: string;
}

export function addValue(config: ValueAddConfig, { loader }: BuildContext): (map: ResMap) => void {
  const value = (config.value ?? "").trim() || base(loader.root);
  const targets = [...(config.targets ?? []), ...targetsOfFile(config.targetFilePath ?? "", loader)];
  if (targets.length === 0) throw new KustomizeError("must specify at least one target");
  for (const { fieldPath = "", filePathPosition = 0 } of targets) {
    if (fieldPath === "") throw new KustomizeError("fieldPath cannot be empty");
    if (filePathPosition < 0) {
      throw new KustomizeError(`value of FilePathPosition (${filePathPosition}) cannot be negative`);
    }
  }
  return (map) => {
    for (const target of targets) addToTarget(map, target, value);
    map.idsChanged();
  };
}

function targetsOfFile(path: string, loader: BuildContext["loader"]): ValueTarget[] {
  if (path === "") return [];
  const decoded: { targets?: ValueTarget[] } = decodeStruct(unmarshal(loader.readText(path)), VALUE_ADD_TARGETS, {
    lenient: true,
  });
  return decoded.targets ?? [];
}

function addToTarget(
  map: ResMap,
  { selector, fieldPath = "", filePathPosition = 0 }: ValueTarget,
  value: string,
): void {
  const resources = selector === undefined ? map.resources : select(map, selector);
  for (const { node, currentId } of resources) {
    if (fieldPath === "metadata/namespace") setNamespaceOf(node, { namespace: value, specs: [] }, currentId);
    else setField(node, fieldPath, { value, position: filePathPosition });
  }
}

function setField(object: Node, path: string, { value, position }: { value: string; position: number }): void {
  const node = lookup(object, splitFieldPath(path), "scalar");
  if (node === undefined) return;
  demandKind(node, "scalar");
  setScalar(node, scalarNode(position > 0 ? insertPart(node.value, position - 1, value) : value));
}

function splitFieldPath(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    const last = parts.at(-1);
    if (last?.endsWith("\\") === true) parts[parts.length - 1] = `${last.slice(0, -1)}/${part}`;
    else parts.push(part);
  }
  return parts;
}

/** Puts a part into a file path; the root of an absolute path stays first. */
function insertPart(path: string, position: number, part: string): string {
  const rooted = path.startsWith("/");
  const parts = path.split("/").filter((each) => each !== "");
  parts.splice(Math.min(position, parts.length), 0, part);
  return (rooted ? "/" : "") + join(...parts);
}
