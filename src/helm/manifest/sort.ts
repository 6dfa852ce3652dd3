/** Sorts what a chart rendered into manifests and hooks (helm pkg/release/v1/util/manifest_sorter.go). */
import { compareStrings } from "../../go/index.ts";
import type { Dialect } from "../dialect.ts";
import { wrap } from "../errors.ts";
import { isBlank } from "../../go/unicode/index.ts";
import { type Head, readHead } from "./head.ts";
import { type Hook, readHook } from "./hooks.ts";
import { installOrder, sortByKind } from "./order.ts";
import { splitManifests } from "./split.ts";

export interface Manifest {
  /** The template that it came from. */
  readonly name: string;
  readonly content: string;
  readonly head: Head;
}

export interface SortOptions {
  readonly dialect: Dialect;
  /** Told of the annotation of each hook that names an unknown event; such a manifest is left out. */
  readonly onUnknownHook?: ((events: string) => void) | undefined;
}

/** Throws `GoError` with `YAML parse error on FILE: …`. */
export function sortManifests(
  files: ReadonlyMap<string, string>,
  options: SortOptions,
): { hooks: Hook[]; manifests: Manifest[] } {
  const hooks: Hook[] = [];
  const manifests: Manifest[] = [];
  for (const [path, content] of [...files].sort(([a], [b]) => compareStrings(a, b))) {
    if (path.slice(path.lastIndexOf("/") + 1).startsWith("_") || isBlank(content)) continue;
    for (const manifest of splitManifests(content, options.dialect)) {
      const head = wrap(`YAML parse error on ${path}`, () => readHead(manifest, options.dialect));
      const hook = readHook(head, { path, manifest });
      if (hook === undefined) manifests.push({ name: path, content: manifest, head });
      else if (typeof hook === "string") options.onUnknownHook?.(hook);
      else hooks.push(hook);
    }
  }
  const order = installOrder(options.dialect);
  return {
    hooks: sortByKind(hooks, { kind: (hook) => hook.kind, order }),
    manifests: sortByKind(manifests, { kind: (manifest) => manifest.head.kind, order }),
  };
}
