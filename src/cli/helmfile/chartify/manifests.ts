/** Plain manifests as the templates of a chart (chartify 0.28, chartify.go). */
import { base, dir, ext } from "../../../go/path/index.ts";
import { releaseData, renderManifest } from "../../../helmfile/index.ts";
import type { Making } from "./making.ts";

/** Throws `GoError` for a template that cannot be rendered. */
export function layManifests({ folder, site, source, release }: Making): void {
  const { world, state } = site;
  for (const path of folder.filesBelow("").filter((each) => each.endsWith("gotmpl"))) {
    const data = releaseData(state, release, state.values);
    const text = renderManifest(world, { folder: source, name: base(path), text: folder.read(path), data });
    folder.write(path.slice(0, path.length - ext(path).length), text);
  }
  const emptied = new Set<string>();
  for (const path of folder.filesBelow("").filter((each) => /ya?ml$/.test(each))) {
    const place = `templates/${path}`;
    if (!folder.has(dir(place))) emptied.add(dir(path));
    folder.move(path, place);
  }
  for (const path of emptied) folder.remove(path);
}
