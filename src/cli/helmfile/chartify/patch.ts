/** What a chart rendered to, patched by Kustomize (chartify 0.28, patch.go). */
import { peek } from "../../../base/index.ts";
import { fromBytes } from "../../../go/index.ts";
import { patchKustomization, type Patches, splitPatched } from "../../../helmfile/index.ts";
import { CONTENT_FOLDERS } from "./folder.ts";
import type { Making } from "./making.ts";
import { alphaPluginsFlag, buildWord } from "./kustomize.ts";
import { output } from "./program-error.ts";

const PATCHED = "all.patched.yaml";

/** Only this program's own transformers need no folder on the disk. */
const BUILTIN = /^apiVersion:\s*['"]?builtin['"]?\s*$/m;

/** `generated` are the files that were rendered. Throws `GoError`. */
export async function patchInPlace(making: Making, patches: Patches, generated: readonly string[]): Promise<void> {
  const { folder, site, kustomize } = making;
  const { world, context } = site;
  const readFile = (path: string): string | undefined =>
    peek(world.files, path)?.kind === "file" ? fromBytes(world.files.read(path)) : undefined;
  const laid = patchKustomization({ ...patches, resources: generated, readFile });
  for (const [path, text] of laid) folder.write(path, text);
  if (!patches.transformers.every((text) => BUILTIN.test(text))) context.charts.write();
  const alpha = await alphaPluginsFlag(making);
  await output(
    kustomize,
    ["--output", `${folder.path}/${PATCHED}`, ...buildWord(kustomize), alpha, folder.path],
    world.cwd,
  );
  const { resources, crds } = splitPatched(folder.read(PATCHED));
  const isTransformer = (path: string): boolean => path.startsWith("transformers/");
  for (const name of [...CONTENT_FOLDERS, PATCHED, ...[...laid.keys()].filter((path) => !isTransformer(path))])
    folder.remove(name);
  // Where a chart has them among its templates, they are updated and removed with it.
  const crdFolder = generated.some((path) => path.startsWith("templates/crds/")) ? "templates/crds" : "crds";
  if (crds !== undefined) folder.write(`${crdFolder}/patched_crds.yaml`, crds);
  if (resources !== undefined) folder.write("templates/patched_resources.yaml", resources);
}
