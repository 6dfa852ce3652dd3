/**
 * Strategic merge as kyaml does it (kyaml yaml/merge2 and yaml/walk, 0.21): maps by field, lists of the schema's merge keys
 * by element, everything else replaced. The destination is changed in place; its own nulls and keyless elements are cleaned
 * up on the way even where the patch says nothing, which is why the whole of it is walked.
 */
import { clearField, field, fieldKey, fieldNames, setField } from "../node/field.ts";
import { demandKind } from "../node/kind-error.ts";
import { readMeta } from "../node/metadata.ts";
import { Tags, isNull, scalarNode, type Node } from "../node/node.ts";
import type { Schema, Schemas } from "../schema/schemas.ts";
import { takeDirective, type Directive } from "./directive.ts";
import { commentSchema } from "./comment-schema.ts";
import { mergeList } from "./merge-list.ts";

export interface MergeOptions {
  /** New list elements come first, as in patches; otherwise last. */
  readonly prepend: boolean;
  readonly schemas: Schemas | undefined;
}

export interface Pair {
  dest: Node | undefined;
  readonly patch: Node | undefined;
}

/** A null that stays when a field is set to it. */
interface Kept {
  readonly keep: Node;
}

/** Merges a patch into `dest`, and returns the result: `undefined` when it is deleted. */
export function merge(dest: Node | undefined, patch: Node | undefined, options: MergeOptions): Node | undefined {
  const result = mergePair({ dest, patch }, undefined, options);
  return result !== undefined && "keep" in result ? result.keep : result;
}

export function mergePair(pair: Pair, known: Schema | undefined, options: MergeOptions): Node | Kept | undefined {
  const schema = known ?? schemaOf(pair, options);
  const kind = kindOf(pair);
  // Aliases, which only values of charts still have here, are not followed: they go.
  if (kind === "alias" || kind === "document") return undefined;
  if (kind !== undefined) {
    demandKind(pair.dest, kind);
    demandKind(pair.patch, kind);
  }
  if (kind === "scalar") return pair.patch ?? pair.dest;
  if (kind !== "sequence") return mergeMap(pair, schema, options);
  return schema?.keys === undefined
    ? (pair.patch ?? pair.dest)
    : mergeList(pair, { schema, keys: schema.keys, mergePair }, options);
}

function kindOf({ dest, patch }: Pair): Node["kind"] | undefined {
  return isNull(dest) ? (isNull(patch) ? undefined : patch?.kind) : dest?.kind;
}

/** The schema of whichever of the two says what it is. */
function schemaOf({ dest, patch }: Pair, { schemas }: MergeOptions): Schema | undefined {
  if (schemas === undefined) return undefined;
  for (const node of [dest, patch]) {
    if (node?.kind !== "mapping" || field(node, "kind") === undefined) continue;
    const { apiVersion, kind } = readMeta(node);
    const schema = kind === "" || apiVersion === "" ? undefined : schemas.type(apiVersion, kind);
    if (schema !== undefined) return schema;
  }
  return undefined;
}

function mergeMap(pair: Pair, schema: Schema | undefined, options: MergeOptions): Node | Kept | undefined {
  const dest = mapDestination(pair);
  if (dest === undefined || "keep" in dest) return dest;
  const now: Pair = { dest, patch: pair.patch };
  for (const name of namesOf(now)) mergeField(now, name, { dest, schema, options });
  return dest;
}

/** What goes on as the merged map: usually the destination, else the patch or nothing. */
function mapDestination({ dest, patch }: Pair): Node | Kept | undefined {
  if (dest === undefined || isNull(dest)) {
    if (directiveOrNone(patch) === "delete") return undefined;
    if (patch === undefined && dest !== undefined && dest.value !== "") {
      return { keep: scalarNode(dest.value, Tags.null) };
    }
    return patch;
  }
  if (patch?.tag === Tags.null) return undefined;
  if (dest.content.length === 0 && patch !== undefined) dest.style = patch.style;
  const directive = takeDirective(patch);
  if (directive === "delete") return undefined;
  return directive === "replace" ? patch : dest;
}

function directiveOrNone(patch: Node | undefined): Directive | undefined {
  try {
    return takeDirective(patch);
  } catch {
    return undefined;
  }
}

function namesOf({ dest, patch }: Pair): string[] {
  const names = new Set<string>();
  for (const node of [dest, patch]) {
    if (node?.kind === "mapping") for (const name of fieldNames(node)) names.add(name);
  }
  return [...names].sort();
}

interface FieldMerge {
  readonly dest: Node;
  readonly schema: Schema | undefined;
  readonly options: MergeOptions;
}

function mergeField({ patch }: Pair, name: string, { dest, schema, options }: FieldMerge): void {
  const pair = { dest: field(dest, name), patch: field(patch, name) };
  const keyStyle = keyStyleOf(pair.patch === undefined ? dest : (patch ?? dest), name);
  const known = commentSchema([pair.dest, fieldKey(dest, name)], [pair.patch, fieldKey(patch, name)]);
  const merged = mergePair(pair, known ?? schema?.field(name), options);
  if (merged === undefined) clearField(dest, name);
  else if ("keep" in merged) setField(dest, name, merged.keep, { keepNull: true });
  else setField(dest, name, merged, { keyStyle });
}

function keyStyleOf(map: Node, name: string): number {
  const { content } = map;
  for (let i = 0; i < content.length; i += 2) if (content[i]?.value === name) return content[i]?.style ?? 0;
  return 0;
}
