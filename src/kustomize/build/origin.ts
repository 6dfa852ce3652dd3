/** `buildMetadata: [originAnnotations, transformerAnnotations]` (api 0.21, resource/origin.go). */
import { join } from "../../go/path/index.ts";
import { isMap, type Value } from "../../go/index.ts";
import { unmarshal } from "../../yaml/index.ts";
import { emitNode } from "../node/text.ts";
import { Tags, emptyNode, mapNode, scalarNode, type Node } from "../node/node.ts";
import { metadataMap, setMetadataMap } from "../node/metadata.ts";
import { cloneUrl, parseRepoUrl } from "../load/repo-spec.ts";
import { ORIGIN_ANNOTATION, TRANSFORMATIONS_ANNOTATION } from "../resource/annotations.ts";
import type { ResMap } from "../resource/res-map.ts";
import type { Resource } from "../resource/resource.ts";

export interface ConfiguredBy {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
}

export interface BuildOrigin {
  readonly path: string;
  readonly repo: string;
  readonly ref: string;
  readonly configuredIn?: string;
  readonly configuredBy?: ConfiguredBy;
}

export const NO_ORIGIN: BuildOrigin = { path: "", repo: "", ref: "" };

/** The origin of what a path in a kustomization of this origin names. */
export function appendPath(origin: BuildOrigin, path: string): BuildOrigin {
  const spec = parseRepoUrl(path);
  if ("error" in spec) return { ...origin, path: join(origin.path, path) };
  // Without a directory in the repository the name of Kustomize's placeholder for a clone shows.
  return { path: spec.kustRootPath || "notCloned", repo: cloneUrl(spec), ref: spec.ref };
}

/** The origin of what a built-in generator or transformer of a kustomization makes or changes. */
export function builtInOrigin(origin: BuildOrigin, file: string, kind: string): BuildOrigin {
  return {
    path: "",
    repo: origin.repo,
    ref: origin.ref,
    configuredIn: join(origin.path, file),
    configuredBy: { apiVersion: "builtin", kind },
  };
}

/** The origin of what a generator or transformer of this configuration makes or changes. */
export function pluginOrigin(config: Resource): BuildOrigin | undefined {
  const text = metadataMap(config.node, "annotations").get(ORIGIN_ANNOTATION);
  if (text === undefined) return undefined;
  const value = unmarshal(text);
  const read = (name: string): string => textAt(value, name);
  const id = config.currentId;
  return {
    path: "",
    repo: read("repo"),
    ref: read("ref"),
    configuredIn: read("path"),
    configuredBy: {
      apiVersion: id.group === "" ? id.version : `${id.group}/${id.version}`,
      kind: id.kind,
      name: id.name,
      namespace: id.namespace,
    },
  };
}

function textAt(value: Value, name: string): string {
  const found = isMap(value) ? value.get(name) : undefined;
  return typeof found === "string" ? found : "";
}

export function setOrigin(resource: Resource, origin: BuildOrigin): void {
  annotate(resource, ORIGIN_ANNOTATION, emitNode(originNode(origin)));
}

/** Marks what has no origin yet. */
export function setOrigins(resources: Iterable<Resource>, origin: BuildOrigin): void {
  for (const resource of resources) if (!hasOrigin(resource)) setOrigin(resource, origin);
}

/** Notes a transformer at everything that was there before it; what it made itself gets it as its origin. */
export function noteTransformer(map: ResMap, origin: BuildOrigin): void {
  for (const resource of map.resources) {
    if (!hasOrigin(resource)) {
      setOrigin(resource, origin);
      continue;
    }
    const before = metadataMap(resource.node, "annotations").get(TRANSFORMATIONS_ANNOTATION) ?? "";
    annotate(resource, TRANSFORMATIONS_ANNOTATION, before + emitNode(listNode(origin)));
  }
}

function hasOrigin(resource: Resource): boolean {
  return metadataMap(resource.node, "annotations").has(ORIGIN_ANNOTATION);
}

function annotate(resource: Resource, name: string, text: string): void {
  setMetadataMap(resource.node, "annotations", metadataMap(resource.node, "annotations").set(name, text));
}

function listNode(origin: BuildOrigin): Node {
  const list = emptyNode("sequence");
  list.content = [originNode(origin)];
  return list;
}

function originNode(origin: BuildOrigin): Node {
  const map = mapNode();
  const put = (target: Node, name: string, value: string | undefined): void => {
    if (value !== undefined && value !== "") target.content.push(scalarNode(name), scalarNode(value, Tags.string));
  };
  put(map, "path", origin.path);
  put(map, "repo", origin.repo);
  put(map, "ref", origin.ref);
  put(map, "configuredIn", origin.configuredIn);
  if (origin.configuredBy === undefined) return map;
  const by = mapNode();
  put(by, "apiVersion", origin.configuredBy.apiVersion);
  put(by, "kind", origin.configuredBy.kind);
  put(by, "name", origin.configuredBy.name);
  put(by, "namespace", origin.configuredBy.namespace);
  map.content.push(scalarNode("configuredBy"), by);
  return map;
}
