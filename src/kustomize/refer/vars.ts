/** `vars`: `$(NAME)` in known fields becomes a value of another object (api 0.21, filters/refvar, accumulator). */
import { Int, isMap, type Value } from "../../go/index.ts";
import { sprint } from "../../go/fmt/index.ts";
import { formatFloat } from "../../go/strconv/index.ts";
import { formatGvk, idKey, parseApiVersion, type ResId } from "../../kube/index.ts";
import type { TransformerConfig } from "../config/transformer-config.ts";
import { KustomizeError } from "../error.ts";
import type { Var } from "../kustomization/types.ts";
import { lookup } from "../node/lookup.ts";
import { Tags, isNull, isString, type Node } from "../node/node.ts";
import { splitBracketedPath } from "../node/split-path.ts";
import { valueOf } from "../node/to-value.ts";
import type { ResMap } from "../resource/res-map.ts";
import { applySpec } from "../transform/apply-spec.ts";
import { expand } from "./expand.ts";

const DEFAULT_PATH = "metadata.name";

/** The vars of a kustomization and of those below it; a name may come only once. */
export class VarSet {
  readonly #vars = new Map<string, Var>();

  /** Notes which object each var stands for, and keeps the vars. */
  declare(vars: readonly Var[], map: ResMap): void {
    for (const one of vars) markTarget(one, map);
    for (const one of vars) this.add(one);
  }

  add(one: Var): void {
    const name = one.name ?? "";
    if (this.#vars.has(name)) throw new KustomizeError(`var '${name}' already encountered`);
    this.#vars.set(name, one);
  }

  addAll(other: VarSet): void {
    for (const one of other.#vars.values()) this.add(one);
  }

  get sorted(): Var[] {
    return [...this.#vars.values()].sort((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1));
  }
}

function markTarget(one: Var, map: ResMap): void {
  const id = targetId(one);
  const exact = id.namespace !== "";
  const matches = map.withAnyName(id.name).filter((resource) =>
    resource.anyIds.some((any) => {
      if (any.kind !== id.kind || any.group !== id.group || any.version !== id.version || any.name !== id.name) {
        return false;
      }
      return !exact || idKey(any) === idKey(id);
    }),
  );
  if (matches.length > 1) {
    throw new KustomizeError(
      `found ${matches.length} resId matches for var ${formatVar(one)} (unable to disambiguate)`,
    );
  }
  matches[0]?.vars.push(one.name ?? "");
}

function targetId({ objref = {} }: Var): ResId {
  const { apiVersion = "", group = "", version = "", kind = "", name = "", namespace = "" } = objref;
  const parts = apiVersion === "" ? [] : apiVersion.split("/");
  const type =
    parts.length === 2 ? parseApiVersion(apiVersion) : { group, version: parts.length === 1 ? apiVersion : version };
  return { ...type, kind, name, namespace, clusterScoped: false };
}

/** Go's `%v` of a var, with defaults filled in. */
function formatVar(one: Var): string {
  return `{${one.name ?? ""} ${formatGvk(targetId(one))} {${one.fieldref?.fieldPath || DEFAULT_PATH}}}`;
}

/** Go's `%v` of vars as they were written. */
export function formatVars(vars: readonly Var[]): string {
  const texts = vars.map(({ name = "", objref = {}, fieldref }) => {
    const { group = "", version = "", kind = "" } = objref;
    return `{${name} ${formatGvk({ group, version, kind })} {${fieldref?.fieldPath ?? ""}}}`;
  });
  return `[${texts.join(" ")}]`;
}

/** Puts the values of all vars in. Says which ones nothing asked for. */
export function resolveVars(
  map: ResMap,
  vars: readonly Var[],
  options: { config: Pick<TransformerConfig, "varReference">; log: (line: string) => void },
): void {
  const values = new Map(vars.map((one) => [one.name ?? "", valueOfVar(one, map)]));
  if (values.size === 0) return;
  const used = new Set<string>();
  const mapping = (name: string): Value => {
    const value = values.get(name);
    if (value === undefined) return `$(${name})`;
    if (value === null || isMap(value) || Array.isArray(value)) {
      options.log(`MakePrimitiveReplacer: bad replacement type=${goType(value)} val=${sprint([value])}`);
      return `$(${name})`;
    }
    used.add(name);
    return value;
  };
  try {
    for (const { node } of map.resources) {
      for (const spec of options.config.varReference)
        applySpec(node, spec, { set: (field) => expandIn(field, mapping) });
    }
  } finally {
    const unused = [...values.keys()].filter((name) => !used.has(name));
    if (unused.length > 0) options.log(`well-defined vars that were never replaced: ${unused.join(",")}`);
  }
}

function goType(value: Value): string {
  return isMap(value) ? "map[string]interface {}" : Array.isArray(value) ? "[]interface {}" : "<nil>";
}

function valueOfVar(one: Var, map: ResMap): Value {
  const resource = map.resources.find(({ vars }) => vars.includes(one.name ?? ""));
  if (resource === undefined) {
    const text = formatVar(one);
    throw new KustomizeError(`var '${text}' cannot be mapped to a field in the set of known resources`);
  }
  const value = fieldValue(resource.node, one.fieldref?.fieldPath || DEFAULT_PATH);
  if (value !== undefined) return value;
  const text = formatVar(one);
  throw new KustomizeError(`field specified in var '${text}' not found in corresponding resource`);
}

function fieldValue(object: Node, path: string): Value | undefined {
  let node;
  try {
    node = lookup(object, splitBracketedPath(path, ".").flatMap(splitIndex));
  } catch {
    return undefined;
  }
  if (node === undefined) return undefined;
  const target = node.kind === "alias" && node.alias !== undefined ? node.alias : node;
  return target.kind === "scalar" ? typedScalar(target) : valueOf(target);
}

/** `ports[0]` is `ports`, then `0`. */
function splitIndex(part: string): string[] {
  const match = /^(.*)\[(\d+)\]$/.exec(part);
  if (match === null) return [part];
  const [, name = "", index = ""] = match;
  return name === "" ? [index] : [name, index];
}

function typedScalar({ tag, value }: Node): Value | undefined {
  switch (tag) {
    case Tags.int:
      return /^[+-]?\d+$/.test(value) ? new Int(BigInt(value)) : undefined;
    case Tags.float:
      return Number(value);
    case Tags.bool:
      return /^(?:1|t|T|true|TRUE|True)$/.test(value);
    default:
      return value;
  }
}

type Mapping = (name: string) => Value;

function expandIn(node: Node, mapping: Mapping): void {
  if (isNull(node)) return;
  switch (node.kind) {
    case "scalar":
      if (isString(node)) setValue(node, expand(node.value, mapping));
      return;
    case "mapping":
      expandInMap(node, mapping);
      return;
    case "sequence":
      for (const item of node.content) {
        if (!isString(item)) throw new KustomizeError("invalid value type expect a string");
        setValue(item, expand(item.value, mapping));
      }
      return;
    default:
      throw new KustomizeError(`invalid type encountered ${node.kind}`);
  }
}

function expandInMap(map: Node, mapping: Mapping): void {
  const { content } = map;
  for (let i = 0; i + 1 < content.length; i += 2) {
    const key = content[i] as Node;
    const value = content[i + 1] as Node;
    if (!isString(key)) throw new KustomizeError(`invalid map key: value='${key.value}', tag='${key.tag}'`);
    if (isString(value)) setValue(value, expand(value.value, mapping));
  }
}

function setValue(node: Node, value: Value): void {
  if (value instanceof Int) [node.value, node.tag] = [String(value.value), Tags.int];
  else if (typeof value === "boolean") [node.value, node.tag] = [String(value), Tags.bool];
  else if (typeof value === "number") [node.value, node.tag] = [formatFloat(value, "f", -1, 64), Tags.float];
  else [node.value, node.tag] = [String(value), Tags.string];
  node.style = 0;
}
