/**
 * `edit fix --vars`: vars turned into replacements, with placeholders in the files where the vars stood (kustomize 5.8,
 * edit/fix/convert.go).
 */
import { namesIn, filesFrom, writableFilesFrom } from "../../base/index.ts";
import { fromBytes, toBytes } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import { parseApiVersion } from "../../kube/index.ts";
import { KustomizeError, messageOf } from "../error.ts";
import { decodeKustomization, KUSTOMIZATION_FILES } from "../kustomization/read.ts";
import type { FieldOptions, Kustomization, Patch, Selector, TargetSelector, Var } from "../kustomization/types.ts";
import { entries } from "../node/field.ts";
import { apiVersionOf, kindOf, nameOf, namespaceOf } from "../node/metadata.ts";
import type { Node } from "../node/node.ts";
import { readObjects } from "../resource/parse.ts";
import { bytesOrNone } from "./bytes-or-none.ts";
import type { Folder } from "./kustomization-file.ts";

interface TouchedFile {
  readonly path: string;
  /** When it is a patch. */
  readonly patch: Patch | undefined;
}

export function varsToReplacements(kustomization: Kustomization, folder: Folder): void {
  const { vars } = kustomization;
  if (vars === undefined) return;
  const files = touchedFiles(kustomization, "", folder);
  kustomization.replacements = vars.map((one) => {
    const targets = files.flatMap((file) => targetsIn(file, one.name ?? "", folder));
    setPlaceholders(one.name ?? "", files, folder);
    return { source: sourceOf(one), ...(targets.length > 0 && { targets }) };
  });
  delete kustomization.vars;
}

/** Resources and patches, those of bases included. */
function touchedFiles(kustomization: Kustomization, directory: string, folder: Folder): TouchedFile[] {
  const resources = (kustomization.resources ?? []).flatMap((resource) => [
    ...filesOfBase(resource, folder),
    { path: join(directory, resource), patch: undefined },
  ]);
  const patches = (kustomization.patches ?? []).filter(({ path }) => (path ?? "") !== "");
  return [...resources, ...patches.map((patch) => ({ path: join(directory, patch.path ?? ""), patch }))];
}

function filesOfBase(resource: string, folder: Folder): TouchedFile[] {
  const names = namesIn(filesFrom(folder), resource).filter((name) => KUSTOMIZATION_FILES.includes(name));
  return names.flatMap((name) => {
    const bytes = bytesOrNone(join(resource, name), folder);
    return bytes === undefined ? [] : touchedFiles(decodeKustomization(bytes), resource, folder);
  });
}

function sourceOf({ objref = {}, fieldref }: Var): Selector & { fieldPath?: string } {
  const { kind = "", name = "", namespace = "" } = objref;
  return { ...parseApiVersion(objref.apiVersion ?? ""), kind, name, namespace, fieldPath: fieldref?.fieldPath ?? "" };
}

function readOrNone(path: string, folder: Folder): string | undefined {
  const bytes = bytesOrNone(path, folder);
  return bytes && fromBytes(bytes);
}

function targetsIn({ path, patch }: TouchedFile, name: string, folder: Folder): TargetSelector[] {
  const text = readOrNone(path, folder);
  if (text === undefined) return [];
  let objects;
  try {
    objects = readObjects(text);
  } catch {
    return [];
  }
  return objects.flatMap((object) => {
    try {
      return findVar(object, `$(${name})`, []).map((use) => targetOf(object, use, patch));
    } catch (error) {
      throw new KustomizeError(`error with ${path}: ${messageOf(error)}`, { cause: error });
    }
  });
}

interface Use {
  readonly path: string;
  readonly options: FieldOptions;
}

function findVar(node: Node, reference: string, path: readonly string[]): Use[] {
  switch (node.kind) {
    case "sequence":
      return node.content.flatMap((item, at) => findVar(item, reference, [...path, String(at)]));
    case "mapping":
      return [...entries(node)].flatMap(([key, value]) => {
        const name = key.value.includes(".") ? `[${key.value}]` : key.value;
        return findVar(value, reference, [...path, name]);
      });
    default:
      if (!node.value.includes(reference)) return [];
      return [{ path: path.join("."), options: optionsFor(node.value, reference) }];
  }
}

/** Which part of the text the reference is. */
function optionsFor(text: string, reference: string): FieldOptions {
  if (text === reference) return {};
  const at = text.indexOf(reference);
  const after = text[at + reference.length];
  const before = text[at - 1];
  if (before === undefined) return { delimiter: after ?? "", index: 0 };
  if (after === undefined) return { delimiter: before, index: text.split(before).length - 1 };
  if (before !== after) {
    throw new KustomizeError(`cannot convert all vars to replacements; ${reference} is not delimited`);
  }
  const index = text.split(before).indexOf(reference);
  if (index < 0) throw new KustomizeError(`internal error: could not get index of var ${reference}`);
  return { delimiter: before, index };
}

function targetOf(object: Node, { path, options }: Use, patch: Patch | undefined): TargetSelector {
  const delimited = (options.delimiter ?? "") === "" ? {} : { options };
  const both = patch?.options?.allowNameChange === true && patch.options.allowKindChange === true;
  const select = patch === undefined || both ? ownSelector(object) : patchSelector(object, patch);
  return { select, fieldPaths: [path], ...delimited };
}

function ownSelector(object: Node): Selector {
  return {
    ...parseApiVersion(apiVersionOf(object)),
    kind: kindOf(object),
    name: nameOf(object),
    namespace: namespaceOf(object),
  };
}

function patchSelector(object: Node, { target, options }: Patch): Selector {
  const selector: Selector = { ...target };
  if (options?.allowNameChange === true) selector.name = nameOf(object);
  if (options?.allowKindChange === true) selector.kind = kindOf(object);
  const namespace = namespaceOf(object);
  if (namespace !== "") selector.namespace = namespace;
  return selector;
}

function setPlaceholders(name: string, files: readonly TouchedFile[], folder: Folder): void {
  for (const { path } of files) {
    const text = readOrNone(path, folder);
    if (text?.includes(`$(${name})`) !== true) continue;
    const replaced = text.replaceAll(`$(${name})`, () => `${name}_PLACEHOLDER`);
    writableFilesFrom(folder).write(path, toBytes(replaced));
  }
}
