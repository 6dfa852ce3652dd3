/**
 * OpenAPI of custom kinds (apiextensions-apiserver pkg/controller/openapi 0.36): the recorded documents of two kinds with the names of
 * others put in, and the schemas that their definitions give.
 */
import { isObject, objectAt, type JsonObject } from "../../kube/index.ts";
import type { Kind } from "../schema/kinds.ts";
import { STAND_IN } from "./stand-in.ts";
import { publishedSchema, sorted } from "./custom-schemas.ts";

export interface Part {
  readonly paths: JsonObject;
  readonly schemas: JsonObject;
}

const SCALE = "io.k8s.api.autoscaling.v1.Scale";

/** What custom kinds add to a document of `version`; the types that all kinds share are in it. */
export function customPart(recorded: Part, kinds: readonly Kind[], version: "v2" | "v3"): Part {
  const parts = kinds.map((kind) => partOf(recorded, kind, version));
  const hasScale = kinds.some((kind) => has(kind, "scale"));
  const shared = Object.entries(recorded.schemas).filter(
    ([name]) => name.startsWith("io.k8s.") && (hasScale || !name.startsWith(SCALE)),
  );
  return {
    paths: sorted(parts.flatMap(({ paths }) => Object.entries(paths))),
    schemas: sorted([...shared, ...parts.flatMap(({ schemas }) => Object.entries(schemas))]),
  };
}

function has({ resource }: Kind, subresource: string): boolean {
  return resource.subresources.some(({ name }) => name === subresource);
}

function partOf(recorded: Part, kind: Kind, version: "v2" | "v3"): Part {
  const names = kind.resource.namespaced ? STAND_IN.namespaced : STAND_IN.cluster;
  const rename = renaming(kind, names);
  const paths = Object.entries(recorded.paths).filter(([path]) => isWanted(path, kind, names.plural));
  const prefix = `${reversed(STAND_IN.group)}.${STAND_IN.version}.`;
  const [list = null, own] = [names.listKind, names.kind].map((name) => objectAt(recorded.schemas, prefix + name));
  const { group, version: of, kind: name, listKind = `${name}List` } = kind.resource;
  return {
    paths: rename(Object.fromEntries(paths)),
    schemas: {
      [`${reversed(group)}.${of}.${name}`]: publishedSchema(kind.custom ?? {}, rename(own ?? {}), version),
      [`${reversed(group)}.${of}.${listKind}`]: rename(isObject(list) ? list : {}),
    },
  };
}

function isWanted(path: string, kind: Kind, plural: string): boolean {
  const [, below] = path.split(`/${plural}`);
  if (below === undefined) return false;
  const [, subresource] = /^\/\{name\}\/(\w+)$/.exec(below) ?? [];
  return subresource === undefined || has(kind, subresource);
}

const reversed = (group: string): string => group.split(".").reverse().join(".");

interface Names {
  readonly plural: string;
  readonly kind: string;
  readonly listKind: string;
}

function renaming({ resource }: Kind, { plural, kind, listKind }: Names): <T extends JsonObject>(recorded: T) => T {
  const { group, version } = STAND_IN;
  const tag = (of: string, v: string): string => `${identifier(of, false)}_${identifier(v, false)}`;
  const prefix = (of: string, v: string): string => identifier(of, true) + identifier(v, true);
  const pairs: [string, string][] = [
    [listKind, resource.listKind ?? `${resource.kind}List`],
    [` a ${kind}`, `${articleOf(resource.kind)}${resource.kind}`],
    [kind, resource.kind],
    [`${reversed(group)}.${version}`, `${reversed(resource.group)}.${resource.version}`],
    [tag(group, version), tag(resource.group, resource.version)],
    [prefix(group, version), prefix(resource.group, resource.version)],
    [group, resource.group],
    [plural, resource.name],
    [version, resource.version],
  ];
  return <T extends JsonObject>(recorded: T) =>
    JSON.parse(pairs.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(recorded))) as T;
}

/** apiserver pkg/endpoints/installer.go, GetArticleForNoun. */
function articleOf(kind: string): string {
  if (kind.endsWith("s") && !kind.endsWith("ss")) return " ";
  return /^[aeiou]/i.test(kind) ? " an " : " a ";
}

/** apiserver pkg/endpoints/openapi, ToValidOperationID; groups without `.k8s.io`. */
function identifier(text: string, isCapital: boolean): string {
  const words = text.replace(/\.k8s\.io$/, "").split(/[^A-Za-z0-9_]+/);
  return words.map((word, i) => (i === 0 && !isCapital ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
}
