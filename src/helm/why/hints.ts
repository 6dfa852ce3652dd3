/** What is said to whoever asks for what is not there: the nearest that is. */
import { GoError } from "../../go/index.ts";
import type { Document } from "./documents.ts";
import { nameOf } from "./names.ts";
import { nearest } from "./nearest.ts";
import { formatPath, type PathStep, scalarsAt } from "./target.ts";

export function objectHint(target: string, documents: readonly Document[]): string {
  const named = documents.filter(({ kind, name }) => kind !== "" && name !== "");
  const wanted = target.toLowerCase().split("/").slice(-2).join("/");
  const close = elsewhere(wanted, named) ?? nearest(wanted, named.map(nameOf)) ?? namesake(wanted, named);
  return close === undefined ? "" : `; the nearest is ${close}`;
}

/** What was asked for may be in another namespace. */
function elsewhere(wanted: string, documents: readonly Document[]): string | undefined {
  const same = documents.find((document) => nameOf(document) === wanted);
  return same && (same.namespace === "" ? nameOf(same) : `${same.namespace}/${nameOf(same)}`);
}

/** Or of another kind. */
function namesake(wanted: string, documents: readonly Document[]): string | undefined {
  const name = wanted.slice(wanted.indexOf("/") + 1);
  const other = documents.find((document) => document.name === name);
  return other && nameOf(other);
}

/** As many keys as one reads. */
const KEYS_MAX = 8;

export function severalObjects(target: string, names: readonly string[]): GoError {
  return new GoError(`${target} may be any of ${names.join(", ")}: name one of them`);
}

export function noField(
  { target, path, steps }: { target: string; path: string; steps: readonly PathStep[] },
  documents: readonly Document[],
): GoError {
  return new GoError(`${target} has no ${path}${fieldHint(path, steps, documents)}`);
}

export function fieldHint(path: string, steps: readonly PathStep[], documents: readonly Document[]): string {
  const depth = steps.findIndex((_, i) => scalarsBelow(steps.slice(0, i + 1), documents).length === 0);
  const above = steps.slice(0, depth);
  const below = scalarsBelow(above, documents);
  const elements = elementsOf(steps[depth], { depth, below });
  if (elements.length > 0) return `; ${placeOf(depth, below)} has ${listed(elements)}`;
  const close = nearest(
    path,
    documents.flatMap(({ scalars }) => scalars.map((scalar) => formatPath(scalar.path))),
  );
  if (close !== undefined) return `; the nearest is ${close}`;
  const keys = below.flatMap((scalar) =>
    scalar.path.length > depth ? [formatPath(scalar.path.slice(depth, depth + 1))] : [],
  );
  return keys.length === 0 ? "" : `; ${placeOf(depth, below)} has ${listed(keys)}`;
}

type Scalars = Document["scalars"];

function scalarsBelow(steps: readonly PathStep[], documents: readonly Document[]): Scalars {
  return documents.flatMap((document) => scalarsAt(document, steps));
}

function placeOf(depth: number, [first]: Scalars): string {
  return depth === 0 ? "it" : formatPath(first?.path.slice(0, depth) ?? []);
}

interface Place {
  readonly depth: number;
  readonly below: Scalars;
}

/** The elements of the list from which one was wanted that is not in it. */
function elementsOf(step: PathStep | undefined, { depth, below }: Place): string[] {
  if (typeof step === "number") {
    const indexes = below.flatMap(({ path }) => (typeof path[depth] === "number" ? [path[depth]] : []));
    return indexes.map((index) => `[${index}]`);
  }
  if (typeof step !== "object") return [];
  const named = below.filter(({ path }) => typeof path[depth] === "number" && path[depth + 1] === step.key);
  return named.flatMap(({ path, value }) => (path.length === depth + 2 ? [`[${step.key}=${value}]`] : []));
}

function listed(words: readonly string[]): string {
  const distinct = [...new Set(words)];
  const shown = distinct.slice(0, KEYS_MAX).join(", ");
  return distinct.length > KEYS_MAX ? `${shown} …` : shown;
}
