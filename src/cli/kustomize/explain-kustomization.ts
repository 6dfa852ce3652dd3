/** What is known of a kustomization that cannot be read: the place of an unknown field, the file that may have been meant. */
import { formatPosition, type Position } from "../../base/index.ts";
import { fromBytes } from "../../go/index.ts";
import { base, dir, isAbsolute, join } from "../../go/path/index.ts";
import { nearest } from "../../helm/why/index.ts";
import { KUSTOMIZATION_FILES } from "../../kustomize/index.ts";
import { fieldNames, locateObjects, nodesOf, type LocatedObject } from "../../kustomize/trace/index.ts";
import type { RunContext } from "../context.ts";
import { partsOf } from "./nearest-objects.ts";

/** The innermost root that a message speaks of. */
function rootOf({ args, cwd }: RunContext, message: string): string {
  const roots = [...message.matchAll(/(?:make target for|recursed accumulation of) path '([^']+)'/g)];
  const root = roots.at(-1)?.[1] ?? args[0] ?? ".";
  return isAbsolute(root) ? root : join(cwd, root);
}

function kustomizationOf(context: RunContext, root: string): LocatedObject | undefined {
  const { files } = context;
  const path = KUSTOMIZATION_FILES.map((name) => join(root, name)).find((each) => files.stat(each) !== undefined);
  if (path === undefined) return undefined;
  return locateObjects(fromBytes(files.read(path)), { file: seenFrom(context, path), line: 0, column: 0 })[0];
}

export function unknownField(context: RunContext, message: string): string | undefined {
  const name = /invalid Kustomization: json: unknown field "([^"]+)"/.exec(message)?.[1];
  const object = name === undefined ? undefined : kustomizationOf(context, rootOf(context, message));
  if (name === undefined || object === undefined) return undefined;
  for (const { node, path } of nodesOf(object.node)) {
    const names = node.kind === "mapping" ? fieldNames(path) : [];
    const key = node.content.find((each, i) => i % 2 === 0 && each.value === name);
    if (names.length === 0 || names.includes(name) || key === undefined) continue;
    return withNearest(object.at(key), `nothing is called ${name}`, nearest(name, names));
  }
  return undefined;
}

export function missingFile(context: RunContext, message: string): string | undefined {
  const { files } = context;
  const missing = /evalsymlink failure on '([^']+)' : lstat [^:']+: no such file or directory/.exec(message)?.[1];
  if (missing === undefined) return undefined;
  const root = rootOf(context, message);
  const object = kustomizationOf(context, root);
  const entry = object && [...nodesOf(object.node)].find(({ value }) => value !== "" && join(root, value) === missing);
  if (object === undefined || entry === undefined) return undefined;
  const folder = dir(missing);
  const isFolder = files.stat(folder)?.kind === "directory";
  const close = isFolder ? nearest(base(missing), files.list(folder)) : undefined;
  const written = close === undefined ? undefined : join(dir(entry.value), close);
  return withNearest(object.at(entry.node), `${entry.value} is not there`, written);
}

/** The places of an object in the file that a message speaks of. */
export function placesInFile(context: RunContext, message: string, id: string): (Position | undefined)[] {
  const entry = [...message.matchAll(/accumulating resources from '([^']+)': may not add/g)].at(-1)?.[1];
  if (entry === undefined) return [];
  const { kind, name } = partsOf(id);
  const path = join(rootOf(context, message), entry);
  const objects = locateObjects(fromBytes(context.files.read(path)), {
    file: seenFrom(context, path),
    line: 0,
    column: 0,
  });
  return objects
    .filter((object) => object.kind === kind && object.name === name)
    .map((object) => object.nearest("\0metadata\0name"));
}

function seenFrom({ cwd }: RunContext, path: string): string {
  return path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
}

function withNearest(at: Position, what: string, close: string | undefined): string {
  return `${formatPosition(at)}: ${what}${close === undefined ? "" : `; the nearest is ${close}`}`;
}
