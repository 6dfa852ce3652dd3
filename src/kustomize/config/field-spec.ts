/** Field specs: which field of which types a transformer writes (api 0.21, types/fieldspec.go). */
import { compareGvk, formatGvk, isSelected, type Gvk } from "../../kube/index.ts";
import { KustomizeError } from "../error.ts";
import type { FieldSpecEntry } from "../kustomization/types.ts";
import { splitPath } from "../node/split-path.ts";

export interface FieldSpec extends Gvk {
  readonly path: string;
  /** `path`, split. */
  readonly parts: readonly string[];
  readonly create: boolean;
}

/** Name references: objects of one type, and the fields of others that hold their names. */
export interface NameReference extends Gvk {
  readonly referrers: readonly FieldSpec[];
  /** Those of them that concern objects of a kind. */
  readonly referrersOf: (kind: string) => readonly FieldSpec[];
}

export function referenceTo({ group, version, kind }: Gvk, referrers: readonly FieldSpec[]): NameReference {
  return { group, version, kind, referrers, referrersOf: (referrer) => referrers.filter(concerns(referrer)) };
}

/** Whether a spec may be one for objects of a kind. */
export function concerns(kind: string): (spec: FieldSpec) => boolean {
  return (spec) => spec.kind === "" || spec.kind === kind;
}

export function fieldSpec(entry: FieldSpecEntry): FieldSpec {
  const { group = "", version = "", kind = "", path = "", create = false } = entry;
  return { group, version, kind, path, create, parts: splitPath(path, "/") };
}

export function formatFieldSpec(spec: FieldSpec): string {
  return `${formatGvk(spec)}:${spec.create}:${spec.path}`;
}

/** Adds specs; one that is covered by an earlier one is left out. Throws when they disagree about creating. */
export function mergeSpecs(specs: readonly FieldSpec[], more: readonly FieldSpec[]): readonly FieldSpec[] {
  if (more.length === 0) return specs;
  const result = [...specs];
  for (const spec of more) {
    const same = result.find((old) => old.path === spec.path && isSelected(old, spec));
    if (same === undefined) result.push(spec);
    else if (same.create !== spec.create) throw new KustomizeError("conflicting fieldspecs");
  }
  return result;
}

export function sortSpecs<Spec extends Gvk>(specs: readonly Spec[]): readonly Spec[] {
  return specs.toSorted(compareGvk);
}
