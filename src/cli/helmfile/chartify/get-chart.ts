/** The files of a chart, copied, unpacked or pulled to where it is made anew (chartify 0.28, chartify.go, untgz.go). */
import { peek } from "../../../base/index.ts";
import { GoError } from "../../../go/index.ts";
import { ext, join } from "../../../go/path/index.ts";
import type { Release } from "../../../helmfile/index.ts";
import { readArchive } from "../../../helm/loader/index.ts";
import { unpack } from "../../helm/chart/load.ts";
import type { Site } from "../site.ts";
import { Folder } from "./folder.ts";
import { output } from "./program-error.ts";

/** `empty`, or a folder in it. Throws `GoError`. */
export async function chartFolder(
  site: Site,
  release: Release,
  { chart, empty }: { chart: string; empty: Folder },
): Promise<Folder> {
  const { world, context } = site;
  const kind = peek(world.files, chart)?.kind;
  if (kind === undefined) return await pulled(site, release, { chart, empty });
  if (ext(chart) === ".tgz") return unpacked(site, { chart, empty });
  const copied = new Folder(context.files, empty.path);
  copied.copyFrom(chart.startsWith("/") ? chart : join(world.cwd, chart));
  return copied;
}

async function pulled(
  { helm, world, context }: Site,
  { version = "" }: Release,
  { chart, empty }: { chart: string; empty: Folder },
): Promise<Folder> {
  const versionFlags = version === "" ? [] : ["--version", version];
  await output(helm.program, ["pull", chart, "--untar", "-d", empty.path, ...versionFlags], world.cwd);
  const [name = "", ...more] = empty.list("");
  if (more.length > 0)
    throw new GoError(`${more.length} additional files found in temp directory. This is very strange`);
  return new Folder(context.files, join(empty.path, name));
}

function unpacked({ world, context }: Site, { chart, empty }: { chart: string; empty: Folder }): Folder {
  const folder = new Folder(context.files, join(empty.path, "chart"));
  for (const { name, data } of readArchive(world.files.read(chart), { dialect: "helm3", gunzip: unpack }))
    folder.writeBytes(name, data);
  return folder;
}
