/**
 * Patches: `patches`, `patchesStrategicMerge`, `patchesJson6902` (api 0.21, builtins/Patch*Transformer.go). A patch is parsed
 * when it is configured, before anything is changed, and applied later.
 */
import { quote } from "../../go/strconv/index.ts";
import type { Value } from "../../go/index.ts";
import { apiVersionOf, formatId } from "../../kube/index.ts";
import { marshal as marshalJson, unmarshal as readJson } from "../../go/json/index.ts";
import { yamlToJson } from "../yaml-to-json.ts";
import type { BuildContext } from "../build/context.ts";
import { KustomizeError, within } from "../error.ts";
import type { Patch, Selector } from "../kustomization/types.ts";
import { setApiVersion, setKind } from "../node/metadata.ts";
import { parseResources, readResources } from "../resource/parse.ts";
import type { ResMap } from "../resource/res-map.ts";
import type { Resource } from "../resource/resource.ts";
import { formatSelector, select } from "../resource/select.ts";
import { takeMetadataOf } from "../resource/generated.ts";
import { applyJsonPatch, applyMergePatch } from "./apply.ts";
import { decodeOperations, type Operation } from "./json-patch.ts";

export type Transform = (map: ResMap) => void;

/** An entry of `patches`: strategic merge patches, or one JSON patch. `config` is its YAML, for messages. */
export function patchTransform(entry: Patch, config: () => string, context: BuildContext): Transform {
  const { text, source } = textOf(entry, config, context);
  const merge = attempt(() => parseResources(text, context.schemas));
  // Every operation has an "op", so what lacks the word is not read a second time.
  const isMerge = (merge.value?.length ?? 0) > 0 && !text.includes("op");
  const json = isMerge ? NOTHING : attempt(() => decodeOperations(operationsText(text)));
  if ((merge.value?.length ?? 0) > 0 && (json.value?.length ?? 0) > 0) {
    throw new KustomizeError(`illegally qualifies as both an SM and JSON patch: ${source}`);
  }
  if (merge.value === undefined && json.value === undefined) {
    throw new KustomizeError(`unable to parse SM or JSON patch from ${source}`);
  }
  if (merge.value !== undefined && merge.value.length > 0)
    return mergeTransform(merge.value, { entry, source, context });
  const operations = merge.value === undefined ? json.value : undefined;
  if (operations === undefined) return () => {};
  return (map) => {
    if (entry.target === undefined) {
      throw new KustomizeError(`must specify a target for JSON patch ${source}`);
    }
    applyToSelected(map, selected(map, entry.target, context), { operations, remember: true });
  };
}

function textOf(entry: Patch, config: () => string, context: BuildContext): { text: string; source: string } {
  const patch = (entry.patch ?? "").trim();
  const path = entry.path ?? "";
  if (patch === "" && path === "") throw new KustomizeError(`must specify one of patch and path in\n${config()}`);
  if (patch !== "" && path !== "") {
    throw new KustomizeError(`patch and path can't be set at the same time\n${config()}`);
  }
  if (patch !== "") return { text: patch, source: `[patch: ${quote(patch)}]` };
  const text = within(`failed to get the patch file from path(${path})`, () => context.loader.readText(path));
  return { text, source: `[path: ${quote(path)}]` };
}

const NOTHING = { value: undefined };

function attempt<Result>(action: () => Result): { value: Result | undefined } {
  try {
    return { value: action() };
  } catch {
    return { value: undefined };
  }
}

/** A JSON patch may be written as JSON or as YAML. */
function operationsText(text: string): Value {
  if (text === "") throw new KustomizeError("empty json patch operations");
  // What begins as a JSON list has to be JSON: a YAML list in brackets is none.
  return text.startsWith("[") ? readJson(text) : yamlToJson(text);
}

interface MergeEntry {
  readonly entry: Patch;
  readonly source: string;
  readonly context: BuildContext;
}

function mergeTransform(patches: readonly Resource[], { entry, source, context }: MergeEntry): Transform {
  for (const patch of patches) {
    patch.allowNameChange ||= entry.options?.allowNameChange === true;
    patch.allowKindChange ||= entry.options?.allowKindChange === true;
  }
  const { target } = entry;
  if (target === undefined) return (map) => patches.forEach((patch) => mergeById(map, patch));
  return (map) => {
    const [patch, ...more] = patches;
    if (patch === undefined) return;
    if (more.length > 0) {
      throw new KustomizeError(
        "Multiple Strategic-Merge Patches in one `patches` entry is not allowed to set `patches.target` field: " +
          source,
      );
    }
    const text = quote(formatSelector(target));
    const targets = within(`unable to find patch target ${text} in \`resources\``, () =>
      selected(map, target, context),
    );
    mergeInto(map, targets, patch);
  };
}

function mergeById(map: ResMap, patch: Resource): void {
  const id = patch.originalId;
  const target = within(`no resource matches strategic merge patch ${quote(formatId(id))}`, () => map.target(id));
  applyMergePatch(map, target, patch);
}

/** Applies a copy of the patch to each; the copy takes the type of its target. */
function mergeInto(map: ResMap, targets: readonly Resource[], patch: Resource): void {
  for (const target of targets) {
    const copy = patch.copy();
    takeMetadataOf(copy, patch);
    setApiVersion(copy.node, apiVersionOf(target.currentId));
    setKind(copy.node, patch.kind);
    applyMergePatch(map, target, copy);
  }
  map.appendAnew();
}

function selected(map: ResMap, target: Selector, { options }: BuildContext): Resource[] {
  const found = select(map, target);
  if (found.length === 0) options.unmatched?.(target);
  return found;
}

interface JsonPatch {
  readonly operations: readonly Operation[];
  readonly remember: boolean;
}

function applyToSelected(map: ResMap, targets: readonly Resource[], { operations, remember }: JsonPatch): void {
  for (const resource of targets) {
    map.change(resource, () => {
      if (remember) resource.storePreviousId();
      applyJsonPatch(resource, operations);
    });
  }
}

export interface MergePatches {
  readonly paths?: readonly string[];
  /** Inline patches, for a transformer configured by file. */
  readonly patches?: string;
}

/** `patchesStrategicMerge`: each entry is a patch, or the path of one. */
export function mergePatchesTransform({ paths = [], patches = "" }: MergePatches, context: BuildContext): Transform {
  if (paths.length === 0 && patches === "") throw new KustomizeError("empty file path and empty patch content");
  const loaded = paths.flatMap((path) => inlineOrFile(path, context));
  if (patches !== "") loaded.push(...parseResources(patches, context.schemas));
  if (loaded.length === 0) {
    throw new KustomizeError(`patch appears to be empty; files=[${paths.join(" ")}], Patch=${patches}`);
  }
  return (map) => {
    for (const patch of loaded) {
      mergeInto(map, [map.target(patch.originalId)], patch);
    }
  };
}

function inlineOrFile(path: string, context: BuildContext): Resource[] {
  const inline = attempt(() => parseResources(path, context.schemas));
  return inline.value ?? readResources(context.loader, path, context.schemas);
}

export interface Json6902 {
  readonly target?: Selector;
  readonly path?: string;
  readonly jsonOp?: string;
}

/** An entry of `patchesJson6902`. */
export function json6902Transform({ target, path = "", jsonOp = "" }: Json6902, context: BuildContext): Transform {
  if ((target?.name ?? "") === "") throw new KustomizeError("must specify the target name");
  if (path === "" && jsonOp === "") throw new KustomizeError("empty file path and empty jsonOp");
  if (path !== "" && jsonOp !== "") throw new KustomizeError("must specify a file path or jsonOp, not both");
  const written = path === "" ? jsonOp : context.loader.readText(path);
  if (written === "") throw new KustomizeError(`patch file '${path}' empty seems to be empty`);
  // What does not begin as a JSON list is taken for YAML, and shown as the JSON it becomes.
  const text = written.startsWith("[") ? written : marshalJson(yamlToJson(written));
  const operations = within(`decoding ${text}`, () => decodeOperations(readJson(text)));
  if (operations.length === 0) {
    throw new KustomizeError(`patch appears to be empty; file=${path}, JsonOp=${text}`);
  }
  return (map) => applyToSelected(map, selected(map, target ?? {}, context), { operations, remember: false });
}
