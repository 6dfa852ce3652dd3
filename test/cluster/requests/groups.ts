/** The sequences that are recorded, by file; and the answers of which it is known that the sandbox gives others. */
import { DEFINITION_KINDS } from "./definitions.ts";
import { FOUND } from "./found.ts";
import { generated } from "./generated.ts";
import { sequenceOf } from "./kinds/cases.ts";
import { BASES, KINDS } from "./kinds/index.ts";
import { oddSequences } from "./odd.ts";
import { SEQUENCES, type Sequence } from "./sequences.ts";
import { VERSIONED } from "./versions.ts";
import { WIDGETS } from "./widgets.ts";

/** Recordings name this namespace. */
export const NAMESPACE = "recorded";

const GENERATED = { seed: 1, count: 150 };

export interface Group {
  readonly name: string;
  readonly sequences: () => readonly Sequence[];
}

export const GROUPS: readonly Group[] = [
  { name: "written", sequences: () => SEQUENCES },
  { name: "found", sequences: () => FOUND },
  { name: "kinds", sequences: () => KINDS },
  { name: "odd", sequences: () => oddSequences(BASES) },
  { name: "widgets", sequences: () => WIDGETS },
  { name: "definitions", sequences: () => DEFINITION_KINDS.map(sequenceOf) },
  { name: "versions", sequences: () => VERSIONED },
  { name: "generated", sequences: () => generated(GENERATED.seed, GENERATED.count) },
];

/** `SEQUENCE NUMBER`, and why; docs/compat/sandbox.md lists them. Each must differ: what agrees is taken out. */
export const KNOWN: Readonly<Record<string, string>> = {
  "kind ConfigMap 24": "a patch that makes another kind of an object is read as that kind first",
  "kind PersistentVolume 6": "an empty map that may be left out is taken for none",
};
