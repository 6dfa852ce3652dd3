/** `edit add patch` and `edit remove patch` (kustomize 5.8). */
import { quote } from "../../go/strconv/index.ts";
import { KustomizeError } from "../error.ts";
import type { Kustomization, Patch, Selector } from "../kustomization/types.ts";

export interface PatchFlags {
  readonly path: string;
  readonly patch: string;
  readonly target: Readonly<Record<keyof Selector, string>>;
}

/** The patch that flags describe. Throws when they name two sources. */
export function patchOf({ path, patch, target }: PatchFlags): Patch {
  if (patch !== "" && path !== "") throw new KustomizeError("patch and path can't be set at the same time");
  const named = Object.values(target).some((value) => value !== "");
  return { path, patch, ...(named && { target }) };
}

/** The same, and it must name one. */
export function patchToAdd(flags: PatchFlags): Patch {
  const patch = patchOf(flags);
  if (flags.patch === "" && flags.path === "") throw new KustomizeError("must provide either patch or path");
  return patch;
}

/** Whether it was added; one that is there already stays alone, and `log` says so. */
export function addPatch(kustomization: Kustomization, patch: Patch, log: (line: string) => void): boolean {
  const same = (kustomization.patches ?? []).find((old) => samePatch(old, patch));
  if (same !== undefined) {
    log(`patch ${goSyntax(same)} already in kustomization file`);
    return false;
  }
  kustomization.patches = [...(kustomization.patches ?? []), patch];
  return true;
}

/** Whether there was one to remove. */
export function removePatch(kustomization: Kustomization, patch: Patch, log: (line: string) => void): boolean {
  const old = kustomization.patches ?? [];
  const kept = old.filter((each) => !samePatch(each, patch));
  if (kept.length === old.length) {
    log(`patch ${patch.patch ?? ""} doesn't exist in kustomization file`);
    return false;
  }
  kustomization.patches = kept;
  return true;
}

const SELECTOR_FIELDS = [
  "group",
  "version",
  "kind",
  "name",
  "namespace",
  "annotationSelector",
  "labelSelector",
] as const;

function samePatch(a: Patch, b: Patch): boolean {
  if ((a.path ?? "") !== (b.path ?? "") || (a.patch ?? "") !== (b.patch ?? "")) return false;
  if ((a.target === undefined) !== (b.target === undefined)) return false;
  if (!SELECTOR_FIELDS.every((name) => (a.target?.[name] ?? "") === (b.target?.[name] ?? ""))) return false;
  if ((a.options === undefined) !== (b.options === undefined)) return false;
  return (["allowNameChange", "allowKindChange"] as const).every(
    (name) => (a.options?.[name] === true) === (b.options?.[name] === true),
  );
}

/** Go's `%#v` of a patch; pointers are shown as if they were nil when they are. */
function goSyntax({ path = "", patch = "", target, options }: Patch): string {
  const pointer = (type: string, value: unknown): string => `(*types.${type})(${value === undefined ? "nil" : "0x0"})`;
  return (
    `types.Patch{Path:${quote(path)}, Patch:${quote(patch)}, ` +
    `Target:${pointer("Selector", target)}, Options:${pointer("PatchArgs", options)}}`
  );
}
