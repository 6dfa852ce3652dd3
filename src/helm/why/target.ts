/** What `lade why` is asked: an object of the release and a path into it. */
import { GoError } from "../../go/index.ts";
import type { Document, Scalar } from "./documents.ts";
import { SHORT_NAMES } from "./short-names.ts";

export interface Target {
  readonly kind: string;
  /** Of its API, where that was given; empty for the first one. */
  readonly group?: string | undefined;
  readonly version?: string | undefined;
  readonly name: string;
  readonly namespace: string | undefined;
}

const VERSION = /^v[0-9]+(?:(?:alpha|beta)[0-9]+)?$/;

/** `kind/name` or `namespace/kind/name`; the kind may be followed by its group, or version and group, as in kubectl. Throws `GoError`. */
export function parseTarget(text: string): Target {
  const parts = text.split("/");
  const [name = "", typed = "", namespace] = parts.toReversed();
  if (parts.length < 2 || parts.length > 3 || parts.includes("")) {
    throw new GoError(`${JSON.stringify(text)} names no object: write kind/name, for example deployment/web`);
  }
  const [kind = "", ...api] = typed.split(".");
  if (api.length === 0) return { kind, name, namespace };
  const version = VERSION.test(api[0] ?? "") ? api.shift() : undefined;
  return { kind, group: api.join("."), version, name, namespace };
}

export interface FindOptions {
  /** Of objects that name none. */
  readonly namespace: string;
}

/** Most charts put the release's name before their own: `deployment/web` finds `release-name-web` when nothing is called `web`. */
export function findTargets<T extends { readonly document: Document }>(
  objects: readonly T[],
  target: Target,
  options: FindOptions,
): T[] {
  const sameKind = objects.filter(({ document }) => isMeant(document, target, options));
  const exact = sameKind.filter(({ document }) => document.name === target.name);
  return exact.length > 0 ? exact : sameKind.filter(({ document }) => document.name.endsWith(`-${target.name}`));
}

function isMeant(document: Document, target: Target, { namespace }: FindOptions): boolean {
  const [group, version] = apiOf(document);
  return (
    isOfKind(document.kind.toLowerCase(), target.kind.toLowerCase()) &&
    (target.group ?? group) === group &&
    (target.version ?? version) === version &&
    (target.namespace === undefined || target.namespace === (document.namespace || namespace))
  );
}

function isOfKind(kind: string, wanted: string): boolean {
  const plurals = [`${kind}s`, `${kind}es`, kind.replace(/y$/, "ies")];
  return kind === wanted || plurals.includes(wanted) || kind === SHORT_NAMES.get(wanted);
}

/** Group and version. */
export function apiOf({ apiVersion }: Pick<Document, "apiVersion">): readonly [group: string, version: string] {
  const slash = apiVersion.indexOf("/");
  return slash < 0 ? ["", apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
}

/** `spec.containers[0].image`, with `["a.b"]` for keys that hold dots, and `[name=web]` for the item with that field. */
export type PathStep = string | number | { readonly key: string; readonly value: string };

const STEP = /\.?(?:\[(?:(-?[0-9]+)|"((?:[^"\\]|\\.)*)"|([^\]=]+)=([^\]]*))\]|([^.[\]]+))/y;

/** As much of what is wrong as helps. */
const UNEXPECTED_LENGTH_MAX = 60;

/** Throws `GoError`. */
export function parsePath(text: string): PathStep[] {
  const steps: PathStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const at = STEP.lastIndex;
    const match = STEP.exec(text);
    if (match === null) throw noPath(text, at);
    const [, index, quoted, key, value, plain] = match;
    if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) steps.push(unquoted(quoted));
    else if (key !== undefined) steps.push({ key, value: value ?? "" });
    else steps.push(plain ?? "");
  }
  return steps;
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text.replace(/\\(.)/g, "$1");
  }
}

function noPath(text: string, at: number): GoError {
  const rest = text.slice(at, at + UNEXPECTED_LENGTH_MAX);
  const hint = rest.includes("[") ? '; within brackets stands an index, name=web, or a key in quotes: ["a.b"]' : "";
  return new GoError(`${JSON.stringify(text)} is no path: unexpected ${JSON.stringify(rest)}${hint}`);
}

/** The scalars at a path, or below it. */
export function scalarsAt({ scalars }: Pick<Document, "scalars">, steps: readonly PathStep[]): Scalar[] {
  const isAsked = steps.some((step) => typeof step === "object");
  const values = new Map(isAsked ? scalars.map(({ path, value }) => [keyOf(path), value]) : []);
  return scalars.filter(({ path }) => steps.every((step, i) => leadsTo(path.slice(0, i + 1), { step, values })));
}

interface Choice {
  readonly step: PathStep;
  /** Of all scalars, by their paths. */
  readonly values: ReadonlyMap<string, string>;
}

function leadsTo(path: Scalar["path"], { step, values }: Choice): boolean {
  if (typeof step === "object") return values.get(keyOf([...path, step.key])) === step.value;
  const actual = path.at(-1);
  return actual !== undefined && String(actual) === String(step);
}

function keyOf(path: Scalar["path"]): string {
  return path.join("\0");
}

/** `spec.containers[0].image` */
export function formatPath(path: readonly (string | number)[]): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/^[^.[\]"]+$/.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
