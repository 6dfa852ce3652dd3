/** Schema documents that can be applied as they stand: ordinary throughout, and their references lead to schemas inside them. */
import { attempt } from "../go/index.ts";
import { type Draft, draftOf, LATEST } from "./draft.ts";
import { get, isObject, type Json } from "./json.ts";
import { isOrdinary, isOrdinaryPart, type Reading, startReading } from "./ordinary.ts";
import { lookup } from "./pointer.ts";

export interface OrdinaryDocument {
  readonly root: Json;
  readonly version: Draft["version"];
  /** What each reference leads to. */
  readonly targets: ReadonlyMap<string, Json>;
}

/** `undefined` where anything is in doubt. Compiling any other document throws nothing and loads nothing. */
export function readOrdinary(root: Json): OrdinaryDocument | undefined {
  const draft = draftFor(root);
  if (draft === undefined) return undefined;
  const reading = startReading(draft.version);
  if (!isOrdinary(root, reading)) return undefined;
  const targets = findTargets(root, reading);
  return targets && { root, version: draft.version, targets };
}

function draftFor(root: Json): Draft | undefined {
  const name = isObject(root) ? get(root, "$schema") : undefined;
  if (name === undefined) return LATEST;
  return typeof name === "string" ? draftOf(name) : undefined;
}

/** `undefined` when one of the references leads nowhere, or to what is in doubt. */
function findTargets(root: Json, reading: Reading): Map<string, Json> | undefined {
  const targets = new Map<string, Json>();
  // A look at a target may show more references: they take their turn in the same loop.
  for (const reference of reading.references) {
    const target = targetOf(root, reference);
    if (target === undefined || (target !== root && !isOrdinaryPart(target, reading))) return undefined;
    targets.set(reference, target);
  }
  return targets;
}

function targetOf(root: Json, reference: string): Json | undefined {
  const pointer = reference.slice("#".length);
  // Anything else is the name of an anchor, of which there are none.
  if (pointer !== "" && !pointer.startsWith("/")) return undefined;
  return attempt(() => lookup(root, { url: "", pointer }));
}
