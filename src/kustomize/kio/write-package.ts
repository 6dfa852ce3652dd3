/** Writing objects back to the files they came from (kyaml kio/pkgio_writer.go, 0.21). */
import { peek, type WritableFileSystem } from "../../base/index.ts";
import { toBytes } from "../../go/index.ts";
import { clean, dir, isAbsolute, join } from "../../go/path/index.ts";
import { KustomizeError } from "../error.ts";
import type { Node } from "../node/node.ts";
import { defaultPathsAndIndexes } from "./default-path.ts";
import { annotationOf, INDEX, LEGACY_PATH, PATH } from "./item.ts";
import { writeText } from "./write.ts";

export interface PackageFolder {
  readonly files: WritableFileSystem;
  /** Absolute; a file stands for its folder. */
  readonly root: string;
}

/** Files of `before` that have no object any more are removed. */
export function writePackage(items: readonly Node[], before: ReadonlySet<string>, folder: PackageFolder): void {
  const { files } = folder;
  const after = pathsOf(items);
  defaultPathsAndIndexes(items);
  const root = peek(files, folder.root)?.kind === "directory" ? folder.root : dir(folder.root);
  const byFile = Map.groupBy(items, (item) => annotationOf(item, PATH) ?? "");
  for (const path of byFile.keys()) refuseOutside(path, root);
  for (const path of byFile.keys()) {
    if (peek(files, join(root, path))?.kind === "directory") {
      throw new KustomizeError(`config.kubernetes.io/path cannot be a directory: ${path}`);
    }
    files.makeDirectory(dir(join(root, path)));
  }
  for (const [path, contents] of byFile) {
    const sorted = contents.toSorted((a, b) => indexOf(a) - indexOf(b));
    files.write(join(root, path), toBytes(writeText(sorted, { clear: [PATH, LEGACY_PATH] })));
  }
  for (const path of before) if (!after.has(path)) files.remove(join(root, path));
}

/** The files that objects come from. */
export function pathsOf(items: readonly Node[]): Set<string> {
  return new Set(items.map((item) => annotationOf(item, PATH) ?? annotationOf(item, LEGACY_PATH) ?? ""));
}

function refuseOutside(path: string, root: string): void {
  if (isAbsolute(path)) throw new KustomizeError("package paths may not be absolute paths");
  if (clean(path).includes("..")) {
    throw new KustomizeError(`resource must be written under package ${root}: ${clean(path)}`);
  }
}

function indexOf(item: Node): number {
  return Number.parseInt(annotationOf(item, INDEX) ?? "-1", 10);
}
