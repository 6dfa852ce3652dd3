/** Keeping old and new names of the reader's annotations in step while functions run (kyaml kio/kio.go, 0.21). */
import { KustomizeError } from "../error.ts";
import type { Node } from "../node/node.ts";
import {
  annotate,
  annotationOf,
  copyLegacyAnnotations,
  ID,
  INDEX,
  LEGACY_ID,
  LEGACY_INDEX,
  LEGACY_PATH,
  PATH,
  unannotate,
} from "../kio/item.ts";

const NUMBER = "internal.config.kubernetes.io/annotations-migration-resource-id";
const PAIRS = [
  [PATH, LEGACY_PATH, "path"],
  [INDEX, LEGACY_INDEX, "index"],
  [ID, LEGACY_ID, "id"],
] as const;
const NEW_NAMES = [PATH, INDEX, ID];
const LEGACY_NAMES = [LEGACY_PATH, LEGACY_INDEX, LEGACY_ID];

type Annotations = ReadonlyMap<string, string>;

/** Runs a function; where it changed one of two annotations that mean the same, the other follows. */
export function reconciled(items: Node[], run: (items: Node[]) => Node[]): Node[] {
  const before = items.map((item, number) => {
    annotate(item, NUMBER, String(number));
    const annotations = readerAnnotations(item);
    copyLegacyAnnotations(item);
    demandMatch(item);
    return annotations;
  });
  const result = run(items);
  if (result.length === 0) return result;
  const cleared = unusedNames(before);
  for (const item of result) {
    copyLegacyAnnotations(item);
    const number = annotationOf(item, NUMBER);
    if (number !== undefined) follow(item, before[Number(number)] ?? new Map());
    unannotate(item, cleared);
    demandMatch(item);
    unannotate(item, [NUMBER]);
  }
  return result;
}

function readerAnnotations(item: Node): Annotations {
  const names = [...NEW_NAMES, ...LEGACY_NAMES];
  return new Map(
    names.flatMap((name) => {
      const value = annotationOf(item, name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** The names that the objects did not use go again. */
function unusedNames(before: readonly Annotations[]): string[] {
  const annotated = before.filter((annotations) => annotations.size > 0);
  if (before.length === 0) return [];
  return [...unusedOf(annotated, NEW_NAMES), ...unusedOf(annotated, LEGACY_NAMES)];
}

function unusedOf(annotated: readonly Annotations[], names: readonly string[]): readonly string[] {
  const users = annotated.filter((annotations) => names.some((name) => annotations.has(name))).length;
  if (users === 0) return names;
  if (users === annotated.length) return [];
  throw new KustomizeError("the annotation formatting in the input resources is not consistent");
}

function demandMatch(item: Node): void {
  for (const [name, legacy, what] of PAIRS) {
    const [value, old] = [annotationOf(item, name) ?? "", annotationOf(item, legacy) ?? ""];
    if (value !== "" && old !== "" && value !== old) throw mismatch(what);
  }
}

function mismatch(what: string): KustomizeError {
  return new KustomizeError(`resource input to function has mismatched legacy and internal ${what} annotations`);
}

function follow(item: Node, before: Annotations): void {
  for (const [name, legacy, what] of PAIRS.slice(0, 2)) {
    const original = before.get(name) ?? before.get(legacy) ?? "";
    const [value, old] = [annotationOf(item, name) ?? "", annotationOf(item, legacy) ?? ""];
    if (original === "" || (original === value && original === old)) continue;
    if (original !== value && original !== old && value !== old) throw mismatch(what);
    if (original !== value) annotate(item, legacy, value);
    else annotate(item, name, old);
  }
}
