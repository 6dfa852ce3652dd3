/** The kustomization that patches what a chart rendered to (chartify 0.28, patch.go). */
import { GoError, isMap, type Value } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import { decodeNode, marshalPretty, type Node, parseNodes } from "../../yaml/index.ts";
import { fieldOf, textOf } from "./text-fields.ts";

export interface JsonPatch {
  /** As messages name it. */
  readonly path: string;
  readonly text: string;
}

export interface Patches {
  /** Each a target and a patch, or the path of one. */
  readonly jsonPatches: readonly JsonPatch[];
  readonly strategicMergePatches: readonly string[];
  readonly transformers: readonly string[];
}

export interface PatchInput extends Patches {
  /** Files of the chart's folder, relative to it. */
  readonly resources: readonly string[];
  /** The text of a file that a transformer names; `undefined` where there is none. */
  readonly readFile: (path: string) => string | undefined;
}

export const KUSTOMIZATION = "kustomization.yaml";

/** What the kustomization's folder holds beside the resources, by path. Throws `GoError` for patches that cannot be read. */
export function patchKustomization(input: PatchInput): Map<string, string> {
  const files = new Map<string, string>();
  const json = input.jsonPatches.map((patch, i) => jsonPatch(patch, `jsonpatches/patch.${i}.yaml`, files));
  const strategic = input.strategicMergePatches.map((text, i) =>
    kept(`strategicmergepatches/patch.${i}.yaml`, text, files),
  );
  const transformers = input.transformers.map((text, i) =>
    kept(`transformers/transformer.${i}.yaml`, withOwnFiles(text, input, files), files),
  );
  const patches = [...json, ...strategic.map((path): Value => new Map([["path", path]]))];
  const kustomization = new Map<string, Value>([
    ["resources", [...input.resources]],
    ...(patches.length === 0 ? [] : ([["patches", patches]] as const)),
    ...(transformers.length === 0 ? [] : ([["transformers", transformers]] as const)),
  ]);
  return files.set(KUSTOMIZATION, marshalPretty(kustomization));
}

function kept(path: string, text: string, files: Map<string, string>): string {
  files.set(path, text);
  return path;
}

function jsonPatch(patch: JsonPatch, path: string, files: Map<string, string>): Value {
  const root = parseNodes(patch.text)[0]?.content[0];
  const target = new Map<string, Value>();
  const given = fieldOf(root, "target");
  for (let i = 0; i + 1 < (given?.content.length ?? 0); i += 2)
    target.set(given?.content[i]?.value ?? "", textOf(given?.content[i + 1]));
  const named = textOf(fieldOf(root, "path"));
  const operations = fieldOf(root, "patch")?.content ?? [];
  if (named === "" && operations.length === 0)
    throw new GoError(`either "path" or "patch" must be set in ${patch.path}`);
  if (named === "") files.set(path, marshalPretty(operations.map((each) => decodeNode(documentOf(each)))));
  return new Map<string, Value>([
    ["target", target],
    ["path", named || path],
  ]);
}

const documentOf = (node: Node): Node => ({ ...node, kind: "document", tag: "", value: "", content: [node] });

/** Kustomize reads nothing outside its folder: files that `path` names are laid into it. */
function withOwnFiles(text: string, { readFile }: PatchInput, files: Map<string, string>): string {
  const documents = readable(text);
  if (documents === undefined) return text;
  let count = 0;
  for (const each of documents.flat()) {
    if (each === null || each === undefined || !isMap(each)) continue;
    const path = each.get("path");
    const content = typeof path === "string" && path !== "" ? readFile(path) : undefined;
    if (content === undefined) continue;
    const own = join("transformer-patch-files", `patchfile.${count++}.yaml`);
    files.set(own, content);
    each.set("path", own);
  }
  return count === 0 ? text : documents.map((each) => marshalPretty(each)).join("---\n");
}

function readable(text: string): Value[] | undefined {
  try {
    return parseNodes(text).map((node) => decodeNode(node));
  } catch (error) {
    // Kustomize says what is wrong.
    if (error instanceof GoError) return undefined;
    throw error;
  }
}
