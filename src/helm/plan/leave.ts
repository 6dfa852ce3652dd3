/** Fields that are left to whoever else manages them: `--leave kind/name:path` keeps them out of what is applied. */
import { GoError } from "../../go/index.ts";
import {
  isObject,
  Objects,
  textAt,
  type ApiRequest,
  type Cluster,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import { elements, members } from "./fields.ts";
import type { PlannedObject } from "./plan.ts";

/** `kind/name`, the kind in small letters → paths as differences name them. */
export type Leave = ReadonlyMap<string, readonly string[]>;

/** Throws `GoError` for what is no `kind/name:path`. */
export function leaveOf(words: readonly string[]): Leave {
  const leave = new Map<string, string[]>();
  for (const word of words) {
    const [, kind = "", name = "", path = ""] = /^([^/:]+)\/([^:]+):(.+)$/.exec(word) ?? [];
    if (path === "")
      throw new GoError(`--leave ${word}: expected kind/name:path, such as deployment/web:spec.replicas`);
    const key = `${kind.toLowerCase()}/${name}`;
    leave.set(key, [...(leave.get(key) ?? []), path]);
  }
  return leave;
}

export function leaveKey(object: { readonly kind: string; readonly name: string }): string {
  return `${object.kind.toLowerCase()}/${object.name}`;
}

/** Throws `GoError` where the object does not have one of the fields. */
export function without(object: JsonObject, paths: readonly string[]): JsonObject {
  let left = object;
  for (const path of paths) {
    const next = withoutPath({ path: "", value: left }, path);
    if (!isObject(next) || next === left) {
      const key = leaveKey({ kind: textAt(object, "kind"), name: textAt(object, "metadata", "name") });
      throw new GoError(`--leave ${key}:${path}: the chart does not set this field`);
    }
    left = next;
  }
  return left;
}

interface Place {
  readonly path: string;
  readonly value: JsonValue;
}

/** The value itself where the path leads nowhere. */
function withoutPath({ path, value }: Place, wanted: string): JsonValue {
  const below = Array.isArray(value) ? elements(path, value) : isObject(value) ? members(path, value) : [];
  const index = below.findIndex(([at]) => wanted === at || wanted.startsWith(`${at}.`) || wanted.startsWith(`${at}[`));
  const found = below[index];
  if (found === undefined) return value;
  const [at, child] = found;
  const left = at === wanted ? undefined : withoutPath({ path: at, value: child }, wanted);
  if (left === child) return value;
  if (Array.isArray(value)) {
    return value.flatMap((one, i) => (i !== index ? [one] : left === undefined ? [] : [left]));
  }
  const key = isObject(value) ? Object.keys(value)[index] : undefined;
  const entries = Object.entries(value as JsonObject).flatMap(([name, one]): [string, JsonValue][] =>
    name !== key ? [[name, one]] : left === undefined ? [] : [[name, left]],
  );
  return Object.fromEntries(entries);
}

const APPLY = "application/apply-patch+yaml";

/** The same cluster, to which the fields are not told when these objects are applied. */
export function leavingObjects({ cluster, discovery }: Objects, planned: readonly PlannedObject[]): Objects {
  const left = new Map<string, readonly string[]>();
  for (const { ref, leave = [] } of planned) if (leave.length > 0) left.set(refKey(ref), leave);
  if (left.size === 0) return new Objects(cluster, discovery);
  return new Objects(leaving(cluster, left), discovery);
}

function refKey(ref: { readonly kind: string; readonly namespace: string; readonly name: string }): string {
  return JSON.stringify([ref.kind, ref.namespace, ref.name]);
}

function leaving(cluster: Cluster, left: ReadonlyMap<string, readonly string[]>): Cluster {
  const cut = (request: ApiRequest): ApiRequest => {
    const { body, contentType } = request;
    if (contentType !== APPLY || !isObject(body)) return request;
    const [namespace, name] = [textAt(body, "metadata", "namespace"), textAt(body, "metadata", "name")];
    const paths = left.get(refKey({ kind: textAt(body, "kind"), namespace, name }));
    return paths === undefined ? request : { ...request, body: without(body, paths) };
  };
  return { request: (request) => cluster.request(cut(request)), watch: (request) => cluster.watch(request) };
}
