/** `create`: a new kustomization, with the resources it is given or finds (kustomize 5.8, commands/create). */
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
  const detected = flags.detect ? detect("", flags.recursive, context) : [];
  // The file is there before the rest is checked, as in Kustomize.
  context.files.write(join(context.cwd, "kustomization.yaml"), new Uint8Array());
  const annotations = pairsOf(flags.annotations, "annotation");
  const labels = pairsOf(flags.labels, "label");
  new KustomizationFile(context).write({
    kind: KUSTOMIZATION_KIND,
    apiVersion: KUSTOMIZATION_VERSION,
    resources: [...new Set([...given, ...detected])],
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
function detect(folder: string, recursive: boolean, context: EditContext): string[] {
  const { files, cwd } = context;
  return files.list(join(cwd, folder)).flatMap((name) => {
    const path = join(folder, name);
    const stat = files.lstat(join(cwd, path));
    if (stat?.kind !== "directory") return holdsObjects(path, context) ? [path] : [];
    if (!recursive) return [];
    const isRoot = KUSTOMIZATION_FILES.some((file) => files.stat(join(cwd, path, file)) !== undefined);
    return isRoot ? [path] : detect(path, recursive, context);
  });
}

function holdsObjects(path: string, { files, cwd }: EditContext): boolean {
  const text = fromBytes(files.read(join(cwd, path)));
  try {
    parseResources(text, new Schemas());
    return true;
  } catch {
    return false;
  }
}
