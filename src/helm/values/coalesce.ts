/**
 * Lays a user's values over a chart's, and a parent chart's over its subcharts' (helm pkg/chart/common/util/coalesce.go in
 * Helm 4, pkg/chartutil/coalesce.go in 3). Maps are changed in place just where Helm changes them: some of its results, and
 * of its oddities with globals, come from maps that are shared.
 */
import type { Origins } from "../../base/index.ts";
import { sprintf } from "../../go/fmt/index.ts";
import { GoError, type GoMap, type Value } from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dialect } from "../dialect.ts";
import { copyMap } from "./copy.ts";

export interface CoalesceOptions {
  readonly dialect: Dialect;
  readonly warn?: ((message: string) => void) | undefined;
  readonly origins?: Origins | undefined;
}

interface Context extends CoalesceOptions {
  /** Keep nulls, so that a later step can let them delete something. */
  readonly merge: boolean;
  /** Names of the charts above, joined by dots, for warnings. */
  readonly prefix: string;
}

/** The chart's values, and those of all charts below it, under the user's. Nulls delete. Throws `GoError`. */
export function coalesceValues(chart: Chart, values: GoMap, options: CoalesceOptions): GoMap {
  return coalesce(chart, copyMap(values, options.origins), { ...options, merge: false, prefix: "" });
}

/** The same, but nulls are kept. */
export function mergeValues(chart: Chart, values: GoMap, options: CoalesceOptions): GoMap {
  return coalesce(chart, copyMap(values, options.origins), { ...options, merge: true, prefix: "" });
}

/** Fills in what `dst` lacks from `src`; a null in `dst` deletes. Both are changed. */
export function coalesceTables(dst: GoMap, src: GoMap, options: CoalesceOptions): GoMap {
  return coalesceTable(dst, src, { ...options, merge: false, prefix: "" });
}

/** Fills in what `dst` lacks from `src`; a null in `dst` stays. Both are changed. */
export function mergeTables(dst: GoMap, src: GoMap, options: CoalesceOptions): GoMap {
  return coalesceTable(dst, src, { ...options, merge: true, prefix: "" });
}

function join(prefix: string, name: string): string {
  return prefix === "" ? name : `${prefix}.${name}`;
}

function coalesce(chart: Chart, dest: GoMap, context: Context): GoMap {
  coalesceOwn(chart, dest, context);
  for (const subchart of chart.dependencies) coalesceSubchart(chart, { subchart, dest, context });
  return dest;
}

function coalesceSubchart(chart: Chart, step: { subchart: Chart; dest: GoMap; context: Context }): void {
  const { subchart, dest } = step;
  const { name } = subchart;
  if (!dest.has(name)) dest.set(name, new Map());
  const values = dest.get(name);
  if (!(values instanceof Map)) throw new GoError(sprintf(`type mismatch on ${name}: %t`, [values ?? null]));
  const context = { ...step.context, prefix: join(step.context.prefix, chart.name) };
  coalesceGlobals(values, dest, context);
  coalesce(subchart, values, context);
}

const GLOBAL = "global";

/** Hands the parent's `global` down to a subchart, whose own entries win only below maps. */
function coalesceGlobals(dest: GoMap, parent: GoMap, context: Context): void {
  const into = dest.has(GLOBAL) ? dest.get(GLOBAL) : new Map<string, Value>();
  if (!(into instanceof Map)) {
    return context.warn?.("warning: skipping globals because destination global is not a table.");
  }
  const from = parent.has(GLOBAL) ? parent.get(GLOBAL) : new Map<string, Value>();
  if (!(from instanceof Map)) {
    return context.warn?.("warning: skipping globals because source global is not a table.");
  }
  for (const [key, value] of from) {
    if (value instanceof Map) handDownTable(into, { key, value, from, context });
    else if (into.get(key) instanceof Map) context.warn?.(`key ${key} is table. Skipping`);
    else {
      into.set(key, value);
      context.origins?.copy(from, into, key);
    }
  }
  dest.set(GLOBAL, into);
}

function handDownTable(into: GoMap, step: { key: string; value: GoMap; from: GoMap; context: Context }): void {
  const { key, value, from, context } = step;
  const copy: GoMap = new Map(value);
  if (context.origins !== undefined) for (const inner of value.keys()) context.origins.copy(value, copy, inner);
  if (into.has(key)) {
    const own = into.get(key);
    if (!(own instanceof Map)) {
      context.warn?.(sprintf("Conflict: cannot merge map onto non-map for %q. Skipping.", [key]));
      return;
    }
    coalesceTable(copy, own, { ...context, merge: true, prefix: join(context.prefix, key) });
  }
  into.set(key, copy);
  context.origins?.copy(from, into, key);
}

/** Fills in the chart's own values. */
function coalesceOwn(chart: Chart, values: GoMap, context: Context): void {
  const own = copyMap(chart.values, context.origins);
  const prefix = join(context.prefix, chart.name);
  const dropNulls = context.dialect === "helm4" && !context.merge;
  for (const [key, value] of own) {
    if (values.has(key)) {
      coalesceEntry(chart, { key, value, own, values, context: { ...context, prefix } });
    } else if (!dropNulls || value !== null) {
      if (dropNulls && value instanceof Map) removeNulls(value);
      values.set(key, value);
      context.origins?.copy(own, values, key);
    }
  }
}

interface Entry {
  readonly key: string;
  readonly value: Value;
  readonly own: GoMap;
  readonly values: GoMap;
  readonly context: Context;
}

function coalesceEntry(chart: Chart, { key, value, own, values, context }: Entry): void {
  const given = values.get(key);
  if (given === null && !context.merge) {
    noteLoser(own, values, { key, context });
    values.delete(key);
  } else if (given instanceof Map && value instanceof Map) {
    // A subchart's table keeps its nulls, which still have to delete something of the subchart's own.
    const merge = context.merge || chart.dependencies.some((subchart) => subchart.name === key);
    if (context.dialect === "helm4" && !merge) removeNulls(value);
    coalesceTable(given, value, { ...context, merge, prefix: join(context.prefix, key) });
  } else if (given instanceof Map) {
    if (value !== null) context.warn?.(`warning: skipped value for ${context.prefix}.${key}: Not a table.`);
  } else {
    noteLoser(own, values, { key, context });
  }
}

/** Only when tracing: what stands in `dst` overrode what stands in `src`. */
function noteLoser(src: GoMap, dst: GoMap, { key, context }: { key: string; context: Context }): void {
  const winner = context.origins?.of(dst, key);
  const loser = context.origins?.of(src, key);
  if (winner === undefined || loser === undefined || winner === loser) return;
  const overrode = [...(winner.overrode ?? []), loser, ...(loser.overrode ?? [])];
  context.origins?.set(dst, key, { source: winner.source, overrode });
}

function coalesceTable(dst: GoMap, src: GoMap, context: Context): GoMap {
  const hadValue = new Set<string>();
  for (const [key, value] of src) if (value !== null) hadValue.add(key);
  for (const [key, value] of dst) if (value === null) src.set(key, null);
  for (const [key, value] of src) {
    const given = dst.get(key);
    if (!dst.has(key)) {
      dst.set(key, value);
      context.origins?.copy(src, dst, key);
    } else if (given === null && !context.merge && hadValue.has(key)) {
      noteLoser(src, dst, { key, context });
      dst.delete(key);
    } else if (value instanceof Map) {
      const prefix = join(context.prefix, key);
      if (given instanceof Map) coalesceTable(given, value, { ...context, prefix });
      else context.warn?.(sprintf(`warning: cannot overwrite table with non table for ${prefix} (%v)`, [value]));
    } else if (given instanceof Map && value !== null) {
      const prefix = join(context.prefix, key);
      context.warn?.(sprintf(`warning: destination for ${prefix} is a table. Ignoring non-table value (%v)`, [value]));
    } else {
      noteLoser(src, dst, { key, context });
    }
  }
  return dst;
}

function removeNulls(map: GoMap): void {
  for (const [key, value] of map) {
    if (value === null) map.delete(key);
    else if (value instanceof Map) removeNulls(value);
  }
}
