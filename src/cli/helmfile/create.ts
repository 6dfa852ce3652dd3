/** `helmfile create` (Helmfile 1.8.0, pkg/app/create.go). */
import { existing, FileError } from "../../base/index.ts";
import { toBytes } from "../../go/index.ts";
import * as path from "../../go/path/index.ts";
import type { RunContext } from "../context.ts";
import { projectFiles } from "./project-files.ts";
import type { HelmfileContext } from "./settings.ts";

export function run(context: HelmfileContext): void {
  const { args, cwd, files, flags, log } = context;
  const [name = ""] = args;
  const folder = path.absolute(flags.string("output-dir") || name || ".", cwd);
  const project = projectFiles.map(({ place, text }) => ({ place: path.join(folder, place), text }));
  if (!flags.bool("force")) refuseExisting(context, project);
  for (const made of [folder, path.join(folder, "environments"), path.join(folder, "values")]) {
    attempt(`create directory ${made}`, () => files.makeDirectory(made));
  }
  for (const { place, text } of project) {
    attempt(`write ${place}`, () => files.write(place, toBytes(text), { mode: 0o644 }));
    log.info(`created ${place}`);
  }
  log.info(`
helmfile project created in ${folder}

Next steps:
  cd ${folder}
  # Edit helmfile.yaml to add your releases
  helmfile apply`);
}

/** All of them are looked at before anything is written. */
function refuseExisting({ files }: RunContext, project: readonly { readonly place: string }[]): void {
  const there = project.map(({ place }) => place).filter((place) => isThere(files, place));
  if (there.length === 0) return;
  throw new Error(`the following files already exist, use --force to overwrite: ${there.join(", ")}`);
}

function isThere(files: RunContext["files"], place: string): boolean {
  try {
    return existing(files, place) !== undefined;
  } catch (error) {
    if (error instanceof FileError && error.code === "ENOENT") return false;
    throw new Error(`failed to check ${place}: ${(error as Error).message}`, { cause: error });
  }
}

function attempt(what: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new Error(`failed to ${what}: ${(error as Error).message}`, { cause: error });
  }
}
