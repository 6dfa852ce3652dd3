/** What `lade why` is asked: an object of the release and a path into it. */
import { GoError } from "../../go/index.ts";
import type { Document, Scalar } from "./documents.ts";

export interface Target {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** `kind/name` or `namespace/kind/name`. Throws `GoError`. */
export function parseTarget(text: string): Target {
  const parts = text.split("/");
  const [name = "", kind = "", namespace] = parts.toReversed();
  if (parts.length < 2 || parts.length > 3 || name === "" || kind === "") {
    throw new GoError(`${JSON.stringify(text)} names no object: write kind/name, for example deployment/web`);
  }
  return { kind, name, namespace };
}

/** Most charts put the release's name before their own: `deployment/web` finds `release-name-web` when nothing is called `web`. */
export function findTargets<T extends { readonly document: Document }>(objects: readonly T[], target: Target): T[] {
  const sameKind = objects.filter(({ document }) => isOfKind(document, target));
  const exact = sameKind.filter(({ document }) => document.name === target.name);
  return exact.length > 0 ? exact : sameKind.filter(({ document }) => document.name.endsWith(`-${target.name}`));
}

function isOfKind(document: Document, target: Target): boolean {
  const kind = document.kind.toLowerCase();
  const wanted = target.kind.toLowerCase();
  const named =
    kind === wanted || `${kind}s` === wanted || `${kind}es` === wanted || kind.replace(/y$/, "ies") === wanted;
  return named && (target.namespace ?? document.namespace) === document.namespace;
}

/** `spec.containers[0].image`, with `["a.b"]` for keys that hold dots, and `[name=web]` for the item with that field. */
export type PathStep = string | number | { readonly key: string; readonly value: string };

const STEP = /\.?(?:\[(?:(-?[0-9]+)|"((?:[^"\\]|\\.)*)"|([^\]=]+)=([^\]]*))\]|([^.[\]]+))/y;

/** Throws `GoError`. */
export function parsePath(text: string): PathStep[] {
  const steps: PathStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const at = STEP.lastIndex;
    const match = STEP.exec(text);
    if (match === null)
      throw new GoError(`${JSON.stringify(text)} is no path: unexpected ${JSON.stringify(text.slice(at))}`);
    const [, index, quoted, key, value, plain] = match;
    if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) steps.push(quoted.replace(/\\(.)/g, "$1"));
    else if (key !== undefined) steps.push({ key, value: value ?? "" });
    else steps.push(plain ?? "");
  }
  return steps;
}

/** The scalars at a path, or below it. */
export function scalarsAt(document: Document, steps: readonly PathStep[]): Scalar[] {
  return document.scalars.filter((scalar) => leadsTo(document, steps, scalar));
}

function leadsTo(document: Document, steps: readonly PathStep[], { path }: Scalar): boolean {
  return steps.every((step, i) => {
    const actual = path[i];
    if (typeof step !== "object") return actual !== undefined && String(actual) === String(step);
    const prefix = [...path.slice(0, i + 1), step.key].join("\0");
    return document.scalars.some((scalar) => scalar.path.join("\0") === prefix && scalar.value === step.value);
  });
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
