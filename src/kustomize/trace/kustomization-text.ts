/** The kustomization of a root as a text: where its entries stand, and what leads to it from above. */
import type { Position } from "../../base/index.ts";
import { fromBytes } from "../../go/index.ts";
import { absolute, isAbsolute, join, relative } from "../../go/path/index.ts";
import { findKustomization } from "../build/target.ts";
import { isRemoteFile, type Loader } from "../load/loader.ts";
import { cloneUrl } from "../load/repo-spec.ts";
import { field } from "../node/field.ts";
import type { Node } from "../node/node.ts";
import type { Path } from "../resource/trace.ts";
import { locateObjects, nodeAt, type LocatedObject } from "./located-text.ts";

/** How files are called in positions: as seen from the working directory, or in their repository. */
export class FileNames {
  constructor(private readonly cwd: string) {}

  nameOf(loader: Loader, path: string): string {
    if (isRemoteFile(path)) return path;
    const full = absolute(isAbsolute(path) ? path : join(loader.root, path), "/");
    for (let at: Loader | undefined = loader; at !== undefined; at = at.referrer) {
      if (at.clone === undefined || !full.startsWith(`${at.clone.directory}/`)) continue;
      return `${cloneUrl(at.clone.spec)}//${full.slice(at.clone.directory.length + 1)}`;
    }
    const seen = relative(this.cwd, full);
    return seen.length < full.length ? seen : full;
  }
}

export class KustomizationText {
  readonly text: string;
  readonly #object: LocatedObject | undefined;

  constructor(
    readonly loader: Loader,
    names: FileNames,
  ) {
    const { bytes, file } = findKustomization(loader);
    this.text = fromBytes(bytes);
    [this.#object] = locateObjects(this.text, { file: names.nameOf(loader, file), line: 0, column: 0 });
  }

  node(path: Path): Node | undefined {
    return nodeAt(this.#object?.node, path);
  }

  /** The place of what a path leads to, or of the innermost thing on the way that is there; nothing when not even the first is. */
  at(path: Path): Position | undefined {
    for (let length = path.length; length > 0; length--) {
      const node = this.node(path.slice(0, length));
      if (node !== undefined) return this.#object?.at(node);
    }
    return undefined;
  }

  /** The place of the entry of a list of paths. */
  entry(names: readonly string[], matches: (path: string) => boolean): Position | undefined {
    for (const name of names) {
      const list = field(this.#object?.node, name);
      const found = list?.kind === "sequence" ? list.content.find((item) => matches(item.value)) : undefined;
      if (found !== undefined) return this.#object?.at(found);
    }
    return undefined;
  }
}
