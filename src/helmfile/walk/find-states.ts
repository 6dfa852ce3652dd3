/** Which state files there are (pkg/app/app.go, `findDesiredStateFiles`). */
import { peek } from "../../base/index.ts";
import { glob } from "../../go/glob/index.ts";
import { compareStrings, GoError, within } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import { isRemote } from "../remote/address.ts";
import type { World } from "../world.ts";

const FILE = "helmfile.yaml";
const FOLDER = "helmfile.d";

export interface Search {
  /** A file, a folder or a remote place; empty where the usual names are looked for. */
  readonly place: string;
  readonly reverse: boolean;
}

/** Throws `GoError` where there is none, or where it is not clear which. */
export function findStates(world: World, { place, reverse }: Search): string[] {
  const path = place !== "" && isRemote(place) ? fetched(world, place) : place;
  const found = path === "" ? usualPlace(world) : namedPlace(world, path);
  if (found.file !== undefined) return [found.file];
  const patterns = ["*.y*ml", "*.y*ml.gotmpl"].map((pattern) => join(found.folder, pattern));
  const files = patterns.flatMap((pattern) => glob(world.files, pattern)).sort(compareStrings);
  world.log.debug(`found ${files.length} helmfile state files in ${found.folder}: ${files.join(", ")}`);
  return reverse ? files.reverse() : files;
}

function fetched(world: World, place: string): string {
  return within("locate", () => world.fetch(place, "states"));
}

type Place = { readonly file: string } | { readonly file?: undefined; readonly folder: string };

function namedPlace({ files }: World, path: string): Place {
  // The program's standard input.
  if (path === "-") return { file: path };
  const kind = peek(files, path)?.kind;
  if (kind === "directory") return { folder: path };
  if (kind === undefined) throw new GoError(`specified state file ${path} is not found`);
  return { file: path };
}

function usualPlace({ files }: World): Place {
  const [plain, template] = [FILE, `${FILE}.gotmpl`].map((name) =>
    peek(files, name)?.kind === "file" ? name : undefined,
  );
  if (plain !== undefined && template !== undefined)
    throw new GoError(`both ${FILE} and ${FILE}.gotmpl exist. Please remove one of them`);
  const file = plain ?? template;
  if (peek(files, FOLDER)?.kind === "directory") {
    if (file === undefined) return { folder: FOLDER };
    throw new GoError(`configuration conlict error: you can have either ${file} or ${FOLDER}, but not both`);
  }
  if (file !== undefined) return { file };
  throw new GoError(
    `no state file found. It must be named ${FOLDER}/*.{yaml,yml,yaml.gotmpl,yml.gotmpl}, ${FILE}, or ${FILE}.gotmpl, otherwise specified with the --file flag or HELMFILE_FILE_PATH environment variable`,
  );
}
