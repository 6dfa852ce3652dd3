/** The `cfg` commands over a folder: each package in it, that is each folder with a Krmfile, on its own. */
import { fromBytes } from "../../go/index.ts";
import { foldersWith, readPackage, readText, type Node } from "../../kustomize/kio/index.ts";
import type { RunContext } from "../context.ts";

export const PACKAGE_FILE = "Krmfile";

export interface PackageRun {
  /** What the command makes of the objects of one package. */
  readonly render: (items: readonly Node[]) => string;
  /** Texts of packages are joined by `---`, or headed by the path of the package. */
  readonly layout: "documents" | "sections";
  /** What an error says of the package it came from; an error ends the command where there is one package only. */
  readonly failure: (message: string, folder: string) => string;
}

/** The text for a folder, or for standard input when none is given. */
export function overPackages(context: RunContext, folder: string | undefined, run: PackageRun): string {
  if (folder === undefined) return run.render(readText(fromBytes(context.stdin())).items);
  const recurse = context.flags.bool("recurse-subpackages");
  const found = foldersWith(folder, PACKAGE_FILE, { ...context, recurse });
  const folders = found.includes(folder) ? found : [folder, ...found];
  const texts = folders.map((path) => renderPackage(context, path, run));
  const joined = texts.join("\n");
  return run.layout === "documents" && joined.endsWith("---") ? joined.slice(0, -"---".length) : joined;
}

function renderPackage(context: RunContext, folder: string, run: PackageRun): string {
  const heading = run.layout === "sections" ? `${folder}/\n` : "";
  let text = "";
  let failure = "";
  try {
    text = run.render(readPackage(folder, { ...context, packageFile: PACKAGE_FILE }));
  } catch (error) {
    if (!context.flags.bool("recurse-subpackages")) throw error;
    failure = run.failure((error as Error).message, folder);
  }
  return heading + failure + text + (run.layout === "documents" && text !== "" ? "---" : "");
}
