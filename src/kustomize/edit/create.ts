/** `create`: a new kustomization, with the resources it is given or finds (kustomize 5.8, commands/create). */
import { peek, type WritableFileSystem, writableFilesFrom } from "../../base/index.ts";
import { fromBytes } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import { KustomizeError } from "../error.ts";
import { KUSTOMIZATION_FILES, KUSTOMIZATION_KIND, KUSTOMIZATION_VERSION } from "../kustomization/read.ts";
import { parseResources } from "../resource/parse.ts";
import { Schemas } from "../schema/schemas.ts";
import { KustomizationFile } from "./kustomization-file.ts";
import { expandTargets, parsePairs, type EditContext } from "./paths.ts";

export interface CreateFlags {
  readonly resources: string;
  readonly namespace: string;
  readonly annotations: string;
  readonly labels: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly detect: boolean;
  readonly recursive: boolean;
}

export function createKustomization(flags: CreateFlags, context: EditContext): void {
  const given = flags.resources === "" ? [] : expandTargets(context, flags.resources.split(","));
  if (hasKustomization(context)) throw new KustomizeError("kustomization file already exists");
  const files = writableFilesFrom(context);
  const detected = flags.detect ? detectAll(flags.recursive, files) : [];
  // The file is there before the rest is checked, as in Kustomize.
  files.write("kustomization.yaml", new Uint8Array());
  const annotations = pairsOf(flags.annotations, "annotation");
  const labels = pairsOf(flags.labels, "label");
  new KustomizationFile(context).write({
    kind: KUSTOMIZATION_KIND,
    apiVersion: KUSTOMIZATION_VERSION,
    resources: [...given, ...detected.filter((path) => !given.includes(path))],
    namespace: flags.namespace,
    namePrefix: flags.prefix,
    nameSuffix: flags.suffix,
    commonAnnotations: annotations,
    commonLabels: labels,
  });
}

function hasKustomization(context: EditContext): boolean {
  try {
    return new KustomizationFile(context).name !== "";
  } catch {
    return false;
  }
}

function pairsOf(text: string, kind: string): Map<string, string> {
  return text === "" ? new Map() : parsePairs(text.split(","), kind);
}

/** Files that hold objects, and below the first level folders with a kustomization. */
function detectAll(recursive: boolean, files: WritableFileSystem): string[] {
  // Says first, as Go's filepath.Walk does, when the folder cannot even be looked at.
  files.lstat(".");
  return detect(".", files.list("."), { recursive, files });
}

interface Detection {
  readonly recursive: boolean;
  readonly files: WritableFileSystem;
}

/** What is in a folder is asked before whether it is wanted: one that cannot be read is an error in any case. */
function detect(folder: string, names: readonly string[], detection: Detection): string[] {
  const { files, recursive } = detection;
  return names.flatMap((name) => {
    const path = join(folder, name);
    if (files.lstat(path)?.kind !== "directory") return holdsObjects(path, files) ? [path] : [];
    const inside = files.list(path);
    if (!recursive) return [];
    const isRoot = KUSTOMIZATION_FILES.some((file) => peek(files, join(path, file)) !== undefined);
    return isRoot ? [path] : detect(path, inside, detection);
  });
}

function holdsObjects(path: string, files: WritableFileSystem): boolean {
  const text = fromBytes(files.read(path));
  try {
    parseResources(text, new Schemas());
    return true;
  } catch {
    return false;
  }
}
