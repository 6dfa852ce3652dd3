/** ConfigMaps and Secrets from generators (api 0.21, internal/generators). */
import { KustomizeError } from "../error.ts";
import type { GeneratorArgs, GeneratorOptions, SecretArgs } from "../kustomization/types.ts";
import type { Loader } from "../load/loader.ts";
import { fieldOrNew, setField } from "../node/field.ts";
import { lookup } from "../node/lookup.ts";
import { NodeStyles, Tags, mapNode, scalarNode, stringNode, type Node } from "../node/node.ts";
import { behaviorOf } from "../resource/annotations.ts";
import { dataNode, secretNode } from "../resource/data.ts";
import { Resource } from "../resource/resource.ts";
import type { Schemas } from "../schema/schemas.ts";
import { readPairs } from "./sources.ts";

export interface GeneratorContext {
  readonly loader: Loader;
  readonly schemas: Schemas;
}

export function makeConfigMap(args: GeneratorArgs, context: GeneratorContext): Resource {
  const object = baseObject("ConfigMap", args);
  const pairs = readPairs(args, context.loader);
  for (const key of [...pairs.keys()].sort()) {
    const { field, node } = dataNode(pairs.get(key) ?? "");
    setField(fieldOrNew(object, field), key, node);
  }
  return finished(object, args, context.schemas);
}

export function makeSecret(args: SecretArgs, context: GeneratorContext): Resource {
  const object = baseObject("Secret", args);
  setField(object, "type", stringNode(args.type || "Opaque"));
  const pairs = readPairs(args, context.loader);
  const data = fieldOrNew(object, "data");
  for (const key of [...pairs.keys()].sort()) setField(data, key, secretNode(pairs.get(key) ?? ""));
  return finished(object, args, context.schemas);
}

function baseObject(kind: string, { name = "", namespace = "" }: GeneratorArgs): Node {
  if (name === "") throw new KustomizeError("a configmap must have a name");
  const text = (value: string): Node => scalarNode(value, Tags.string);
  const object = mapNode(text("apiVersion"), text("v1"), text("kind"), text(kind));
  const metadata = fieldOrNew(object, "metadata");
  setField(metadata, "name", stringNode(name));
  if (namespace !== "") setField(metadata, "namespace", stringNode(namespace));
  return object;
}

function finished(object: Node, args: GeneratorArgs, schemas: Schemas): Resource {
  const { options } = args;
  setAll(object, "labels", options);
  setAll(object, "annotations", options);
  if (options?.immutable === true) setField(object, "immutable", scalarNode("true", Tags.bool));
  const resource = new Resource(object, schemas);
  resource.needsHash = options?.disableNameSuffixHash !== true;
  resource.behavior = behaviorOf(args.behavior ?? "");
  return resource;
}

function setAll(object: Node, name: "labels" | "annotations", options: GeneratorOptions | undefined): void {
  const values = options?.[name];
  if (values === undefined) return;
  for (const key of [...values.keys()].sort()) {
    const node = stringNode(values.get(key) ?? "");
    node.style = NodeStyles.singleQuoted;
    const map = lookup(object, ["metadata", name], "mapping");
    if (map !== undefined) setField(map, key, node);
  }
}

/** What `generatorOptions` of the kustomization adds to a generator's own options, which win. */
export function mergeOptions(
  own: GeneratorOptions | undefined,
  shared: GeneratorOptions | undefined,
): GeneratorOptions | undefined {
  if (shared === undefined) return own;
  const merged: GeneratorOptions = { ...own };
  for (const name of ["labels", "annotations"] as const) {
    if (shared[name] !== undefined) merged[name] = new Map([...shared[name], ...(own?.[name] ?? [])]);
  }
  if (shared.disableNameSuffixHash === true) merged.disableNameSuffixHash = true;
  if (shared.immutable === true) merged.immutable = true;
  return merged;
}
