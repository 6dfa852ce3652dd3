/** Reading objects from a text or a folder (kyaml kio/byteio_reader.go, pkgio_reader.go, 0.21). */
import { existing, FileError, peek, type FileSystem, filesFrom } from "../../base/index.ts";
import { fromBytes } from "../../go/index.ts";
import { base, dir, join } from "../../go/path/index.ts";
import { NodeReader } from "../../yaml/index.ts";
import { KustomizeError, within, wrap } from "../error.ts";
import { cleanedPlace } from "../load/loader.ts";
import { field } from "../node/field.ts";
import { readMeta } from "../node/metadata.ts";
import { isNull, type Node } from "../node/node.ts";
import { splitDocuments } from "../resource/parse.ts";
import { annotate, copyLegacyAnnotations, INDEX, LEGACY_INDEX, LEGACY_PATH, objectOf, PATH } from "./item.ts";
import { IgnoreRules } from "./ignore.ts";

export interface ReadText {
  readonly items: Node[];
  /** When the text was a list or ResourceList: what wraps the result again. */
  readonly wrapping?: { readonly kind: string; readonly apiVersion: string };
  readonly functionConfig?: Node;
  readonly results?: Node;
}

export interface ReadOptions {
  /** The file they come from, for annotations. */
  readonly path?: string;
  readonly omitAnnotations?: boolean;
  /** Leaves a list a list. */
  readonly keepLists?: boolean;
}

export function readText(text: string, options: ReadOptions = {}): ReadText {
  const documents = splitDocuments(text.replaceAll("\r\n", "\n"));
  const items: Node[] = [];
  for (const document of documents) {
    const item = parseDocument(document);
    if (item === undefined) continue;
    if (options.omitAnnotations !== true) annotateOrigin(item, { index: items.length, path: options.path });
    const list = documents.length === 1 && options.keepLists !== true ? unwrap(item) : undefined;
    if (list !== undefined) return list;
    items.push(item);
  }
  return { items };
}

function parseDocument(document: string): Node | undefined {
  let item;
  try {
    item = new NodeReader(document, "v3").next();
  } catch (error) {
    throw wrap(error, "MalformedYAMLError");
  }
  return item === undefined || isNull(objectOf(item)) ? undefined : item;
}

function annotateOrigin(item: Node, { index, path }: { index: number; path: string | undefined }): void {
  copyLegacyAnnotations(item);
  annotate(item, LEGACY_INDEX, String(index));
  if (path !== undefined) annotate(item, LEGACY_PATH, path);
  annotate(item, INDEX, String(index));
  if (path !== undefined) annotate(item, PATH, path);
}

function unwrap(item: Node): ReadText | undefined {
  const object = objectOf(item);
  const meta = metaOrNone(object);
  if (meta?.kind !== "ResourceList" && meta?.kind !== "List") return undefined;
  const items = field(object, "items");
  const functionConfig = field(object, "functionConfig");
  const results = field(object, "results");
  if (items === undefined && functionConfig === undefined) return undefined;
  return {
    items: [...(items?.content ?? [])],
    wrapping: { kind: meta.kind, apiVersion: meta.apiVersion },
    ...(functionConfig && { functionConfig }),
    ...(results && { results }),
  };
}

function metaOrNone(object: Node): ReturnType<typeof readMeta> | undefined {
  try {
    return readMeta(object);
  } catch {
    return undefined;
  }
}

export interface PackageOptions {
  readonly files: FileSystem;
  readonly cwd: string;
  /** Patterns of file names: YAML files unless told. */
  readonly match?: RegExp;
  /** Folders below with this file are packages of their own, and left out. */
  readonly packageFile?: string;
  readonly omitAnnotations?: boolean;
}

const YAML_FILES = /\.ya?ml$/;
export const YAML_AND_JSON_FILES = /\.(?:ya?ml|json)$/;

/** The objects of all files below a folder, or of one file, in order of paths. */
export function readPackage(path: string, options: PackageOptions): Node[] {
  if (path === "") throw new KustomizeError("must specify package path");
  const place = cleanedPlace(options, path);
  const root = place.file === "" ? place.directory : join(place.directory, place.file);
  const walk = { root: place.directory, rules: new IgnoreRules(options.files), options };
  if (place.file !== "") return matches(root, walk) ? readFile(root, walk) : [];
  const names = options.files.list(root);
  walk.rules.enter(root);
  return readFolder(root, names, walk);
}

interface Walk {
  readonly root: string;
  readonly rules: IgnoreRules;
  readonly options: PackageOptions;
}

function matches(path: string, { rules, options }: Walk): boolean {
  return !rules.ignores(path, "file") && (options.match ?? YAML_FILES).test(base(path));
}

/** What is in a folder is asked before whether it is wanted: one that cannot be read is an error in any case. */
function readFolder(folder: string, names: readonly string[], walk: Walk): Node[] {
  const { files, packageFile } = walk.options;
  return names.flatMap((name) => {
    const path = join(folder, name);
    if (files.lstat(path)?.kind !== "directory") return matches(path, walk) ? readFile(path, walk) : [];
    const inside = files.list(path);
    if (walk.rules.ignores(path, "directory")) return [];
    const isPackage = packageFile !== undefined && peek(files, join(path, packageFile)) !== undefined;
    return isPackage ? [] : readFolder(path, inside, walk);
  });
}

function readFile(path: string, { root, options }: Walk): Node[] {
  const relative = path.slice(root === "/" ? 1 : root.length + 1);
  const { files, omitAnnotations } = options;
  return within(path, () => {
    const text = fromBytes(files.read(path));
    return readText(text, { path: relative, keepLists: true, ...(omitAnnotations && { omitAnnotations }) }).items;
  });
}

/** The folders at and below `root` that hold a file of this name, in order of walking. Throws `FileError`. */
export function foldersWith(
  root: string,
  name: string,
  options: Pick<PackageOptions, "files" | "cwd"> & { recurse: boolean },
): string[] {
  const files = filesFrom(options);
  if (!options.recurse) return mayBeAt(join(root, name), files) ? [join(root)] : [];
  const found: string[] = [];
  const walk = (path: string, kind: string | undefined): void => {
    const names = kind === "directory" ? files.list(path) : [];
    if (base(path) === name) found.push(dir(path));
    for (const child of names) walk(join(path, child), files.lstat(join(path, child))?.kind);
  };
  walk(root, kindAt(root, files));
  return found;
}

/** Whether anything is there: yes, where it cannot be told. */
export function mayBeAt(path: string, files: FileSystem): boolean {
  try {
    return existing(files, path) !== undefined;
  } catch (error) {
    return !(error instanceof FileError && error.code === "ENOENT");
  }
}

/** As Go's os.Lstat: throws `FileError` where nothing is. */
function kindAt(path: string, files: FileSystem): string {
  try {
    return (files.lstat(path) ?? existing(files, path)).kind;
  } catch (error) {
    throw error instanceof FileError ? new FileError("lstat", path, error.code) : error;
  }
}
