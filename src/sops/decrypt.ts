/** Decrypting a SOPS file (sops 3.13: cmd/sops/decrypt.go). */
import { fromBytes, GoError, Int, toBytes, within } from "../go/index.ts";
import { isList } from "./tree.ts";
import { decryptValue } from "./cipher.ts";
import { DataKeyError, dataKeyOf, DEFAULT_ORDER } from "./data-key.ts";
import { decryptTree } from "./decrypt-tree.ts";
import { ExitCodes, SopsError } from "./error.ts";
import type { EncryptedTree } from "./metadata.ts";
import { BinaryError, type Format, type Store, storeFor, type StoreOptions } from "./stores/index.ts";
import { TreeBranch, type TreeBranches, type TreeValue } from "./tree.ts";
import type { TreePath } from "./tree-path.ts";
import { checkVersion } from "./version.ts";
import type { SopsWorld } from "./world.ts";

/**
 * The text behind the bytes of a file in the format that it came in, as programs that use sops as a library decrypt it (helmfile/vals v0.46.1).
 * Throws `GoError` in which no value of the file stands.
 */
export function decryptData(data: Uint8Array, format: Format, world: SopsWorld): Uint8Array {
  const store = storeFor(format);
  const tree = store.load(fromBytes(data));
  const key = dataKeyOf(tree.metadata, { order: [] }, world);
  const { branches, mac } = decryptTree(tree.branches, { metadata: tree.metadata, key });
  const expected = within("failed to decrypt original mac", () => fileMac(tree, key));
  if (expected !== mac) {
    throw new GoError(`failed to verify data integrity. expected mac "${macText(expected)}", got "${mac}"`);
  }
  return toBytes(store.emit(branches));
}

export interface DecryptFileOptions {
  readonly input: Format;
  readonly output: Format;
  readonly stores?: Partial<Readonly<Record<Format, StoreOptions>>>;
  /** Keys and positions of the part that is wanted. */
  readonly extract?: TreePath;
  readonly ignoreMac?: boolean;
  /** Types of keys in the order in which they are tried. */
  readonly order?: readonly string[];
}

/** What `sops decrypt` prints for the bytes of a file. Throws `GoError`, `SopsError` with an exit code, with the program's text. */
export function decryptFile(data: Uint8Array, options: DecryptFileOptions, world: SopsWorld): Uint8Array {
  const output = storeFor(options.output, options.stores?.[options.output]);
  const tree = storeFor(options.input, options.stores?.[options.input]).load(fromBytes(data));
  checkVersion(tree.metadata.version);
  const branches = decrypted(tree, options, world);
  const path = options.extract ?? [];
  return toBytes(path.length === 0 ? dumped("file", () => output.emit(branches)) : extracted(branches, path, output));
}

function decrypted(
  tree: EncryptedTree,
  { order = DEFAULT_ORDER, ignoreMac = false }: DecryptFileOptions,
  world: SopsWorld,
): TreeBranches {
  const key = explained(() => dataKeyOf(tree.metadata, { order }, world));
  const { branches, mac } = coded("Error decrypting tree", ExitCodes.decryptingTree, () =>
    decryptTree(tree.branches, { metadata: tree.metadata, key }),
  );
  if (ignoreMac) return branches;
  const expected = coded("Cannot decrypt MAC", ExitCodes.macMismatch, () => fileMac(tree, key));
  if (expected === mac) return branches;
  const shown = expected === "" ? "no MAC" : macText(expected);
  throw new SopsError(`MAC mismatch. File has ${shown}, computed ${mac}`, ExitCodes.macMismatch);
}

function fileMac({ metadata }: EncryptedTree, key: Uint8Array): TreeValue {
  return decryptValue(metadata.mac, key, metadata.lastModified);
}

function macText(mac: TreeValue): string {
  return typeof mac === "string" ? mac : mac instanceof Int ? mac.value.toString() : String(mac);
}

function extracted(branches: TreeBranches, path: TreePath, output: Store): string {
  const [first = new TreeBranch([]), ...others] = branches;
  const value = truncated(first, path);
  if (value instanceof TreeBranch) return dumped("file", () => output.emit([value, ...others]));
  if (typeof value === "string") return value;
  return dumped("tree", () => output.emitValue(value));
}

function truncated(branch: TreeBranch, path: TreePath): TreeValue {
  let current: TreeValue = branch;
  for (const step of path) current = typeof step === "string" ? entry(current, step) : element(current, step);
  return current;
}

/** sops ends in a panic where it is no map. */
function entry(value: TreeValue, key: string): TreeValue {
  const item = value instanceof TreeBranch ? value.items.find((candidate) => candidate.key === key) : undefined;
  if (item === undefined) throw new GoError(`error truncating tree: component ['${key}'] not found`);
  return item.value;
}

function element(value: TreeValue, index: number): TreeValue {
  if (!isList(value)) {
    throw new GoError(`error truncating tree: component [${index}] is integer, but tree part is not a slice`);
  }
  const found = value[index];
  if (found === undefined) throw new GoError(`error truncating tree: component [${index}] accesses out of bounds`);
  return found;
}

function dumped(what: "file" | "tree", emit: () => string): string {
  return coded(`Error dumping ${what}`, ExitCodes.dumpingTree, () => {
    try {
      return emit();
    } catch (error) {
      throw error instanceof BinaryError ? new GoError(`${error.message}\n\n${error.hint}`) : error;
    }
  });
}

/** The program explains what the library only counts. */
function explained<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof DataKeyError ? new SopsError(error.explanation, error.exitCode) : error;
  }
}

function coded<T>(what: string, exitCode: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof GoError ? new SopsError(`${what}: ${error.message}`, exitCode) : error;
  }
}
