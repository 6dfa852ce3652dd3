/** The `cfg` commands over a folder: each package in it, that is each folder with a Krmfile, on its own. */
import { fromBytes } from "../../go/index.ts";
import { foldersWith, readPackage, readText, type Node } from "../../kustomize/kio/index.ts";
import type { RunContext } from "../context.ts";
import { withoutUsage } from "./without-usage.ts";

export const PACKAGE_FILE = "Krmfile";

export interface PackageRun {
  /** What the command makes of the objects of one package. */
  readonly render: (items: readonly Node[]) => string;
  /** Texts of packages are joined by `---`, or headed by the path of the package. */
  readonly layout: "documents" | "sections";
  /** What an error says of the package it came from; an error ends the command where there is one package only. */
  readonly failure: (message: string, folder: string) => string;
}

/** The text for the objects on standard input. */
export function overInput(context: RunContext, { render }: Pick<PackageRun, "render">): string {
  return withoutUsage(() => render(readText(fromBytes(context.stdin())).items));
}

/** The text for a folder, piece by piece: what comes before an error may have been written already. */
export function* overPackages(context: RunContext, folder: string, run: PackageRun): Generator<string> {
  const recurse = context.flags.bool("recurse-subpackages");
  const found = foldersWith(folder, PACKAGE_FILE, { ...context, recurse });
  const folders = found.includes(folder) ? found : [folder, ...found];
  for (const [at, path] of folders.entries()) {
    if (at > 0) yield "\n";
    if (run.layout === "sections") yield `${path}/\n`;
    yield renderPackage(context, path, run);
  }
}

/** The text of documents, from standard input when no folder is given. */
export function documentsOf(context: RunContext, folder: string | undefined, run: Omit<PackageRun, "layout">): string {
  if (folder === undefined) return overInput(context, run);
  const joined = [...overPackages(context, folder, { ...run, layout: "documents" })].join("");
  return joined.endsWith("---") ? joined.slice(0, -"---".length) : joined;
}

function renderPackage(context: RunContext, folder: string, run: PackageRun): string {
  let text = "";
  let failure = "";
  try {
    text = run.render(readPackage(folder, { ...context, packageFile: PACKAGE_FILE }));
  } catch (error) {
    if (!context.flags.bool("recurse-subpackages")) throw error;
    failure = run.failure((error as Error).message, folder);
  }
  return failure + text + (run.layout === "documents" && text !== "" ? "---" : "");
}
