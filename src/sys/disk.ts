/**
 * The real file system behind the `WritableFileSystem` port. Writes go to a temporary neighbour that is then renamed,
 * so a reader never sees half a file.
 */
import * as fs from "node:fs";
import { FileError, fileErrorCode, type FileStat, type WritableFileSystem, type WriteOptions } from "../base/index.ts";
import { compareStrings } from "../go/index.ts";
import { dir } from "../go/path/index.ts";
import { isDevice, readDevice } from "./read-to-end.ts";

export const disk: WritableFileSystem = {
  read: (path) => attempt("open", path, () => (isDevice(path) ? readDevice(path) : fs.readFileSync(path))),
  stat: (path) => look("stat", path, fs.statSync),
  lstat: (path) => look("lstat", path, fs.lstatSync),
  list: (path) => attempt("open", path, () => listSorted(path)),
  realPath,
  write: (path, bytes, options) => attempt("open", path, () => writeAtomically(path, bytes, options)),
  makeDirectory: (path, mode = 0o755) => makeAll(path, mode),
  remove: (path) => attempt("remove", path, () => fs.rmSync(path, { recursive: true, force: true })),
};

/** One that was removed can be worked in, only nothing is in it. */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return "/proc/self/cwd";
  }
}

function listSorted(path: string): string[] {
  return fs.readdirSync(path).sort(compareStrings);
}

function realPath(path: string): string {
  try {
    return attempt("lstat", path, () => fs.realpathSync(path));
  } catch (error) {
    if (!(error instanceof FileError) || !NAMED_BY_PART.has(error.code)) throw error;
    throw new FileError("lstat", missingPart(path), error.code);
  }
}

const NAMED_BY_PART: ReadonlySet<string> = new Set(["ENOENT", "EACCES", "ENAMETOOLONG"]);

/** The first part of a path that cannot be found, behind the links before it, as Go's EvalSymlinks names it. */
function missingPart(path: string): string {
  const rest = (path.startsWith("/") ? path : `${workingFolder()}/${path}`).split("/");
  let reached = "";
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    if (name === "" || name === ".") continue;
    if (name === "..") {
      reached = reached.slice(0, Math.max(reached.lastIndexOf("/"), 0));
      continue;
    }
    const next = `${reached}/${name}`;
    const stats = orNothing(() => fs.lstatSync(next, { throwIfNoEntry: false }));
    if (stats === undefined) return next;
    reached = stats.isSymbolicLink() ? followed(reached, fs.readlinkSync(next), rest) : next;
  }
  return reached;
}

/** Puts the parts of a link's target before the rest. */
function followed(folder: string, target: string, rest: string[]): string {
  rest.unshift(...target.split("/"));
  return target.startsWith("/") ? "" : folder;
}

type Look = (path: string, options: { throwIfNoEntry: false }) => fs.Stats | undefined;

/** Below a file there is nothing either, though the system has another error for it. */
function look(operation: string, path: string, call: Look): FileStat | undefined {
  try {
    const stats = call(path, { throwIfNoEntry: false });
    return stats === undefined ? undefined : describe(stats);
  } catch (error) {
    if ((error as { code?: string }).code === "ENOTDIR") return undefined;
    throw fileError(error, operation, path);
  }
}

function describe(stats: fs.Stats): FileStat {
  return { kind: kindOf(stats), size: stats.size, mode: stats.mode & 0o7777, modifiedMs: stats.mtimeMs };
}

function kindOf(stats: fs.Stats): FileStat["kind"] {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "directory";
  return stats.isSymbolicLink() ? "link" : "other";
}

/** Go's os.MkdirAll: its error names the first folder that could not be made. */
function makeAll(path: string, mode: number): void {
  const stats = orNothing(() => fs.statSync(path, { throwIfNoEntry: false }));
  if (stats?.isDirectory()) return;
  if (stats !== undefined) throw new FileError("mkdir", path, "ENOTDIR");
  const above = path.replace(/\/+$/, "").replace(/[^/]+$/, "");
  if (above !== "" && above !== path) makeAll(above === "/" ? above : above.slice(0, -1), mode);
  try {
    attempt("mkdir", path, () => fs.mkdirSync(path, { mode }));
  } catch (error) {
    // Another program was faster.
    if (!orNothing(() => fs.statSync(path))?.isDirectory()) throw error;
  }
}

function orNothing<Result>(action: () => Result | undefined): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function isWritable(path: string): boolean {
  try {
    fs.accessSync(path, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

let writes = 0;

function writeAtomically(path: string, bytes: Uint8Array, { mode = 0o644, exact = false }: WriteOptions = {}): void {
  const target = fs.lstatSync(path, { throwIfNoEntry: false });
  // Devices, pipes and links are written through, as any program would: renaming would replace them.
  if (target !== undefined && !target.isFile()) return fs.writeFileSync(path, bytes);
  // Who may not write to a file shall not replace it either.
  if (target !== undefined && !exact) {
    fs.accessSync(path, fs.constants.W_OK);
    // Where nothing can be put beside it, it is written as it stands.
    if (!isWritable(dir(path))) return fs.writeFileSync(path, bytes);
  }
  const temporary = `${path}.${process.pid}-${writes++}.tmp`;
  try {
    fs.writeFileSync(temporary, bytes, { mode });
    if (exact) fs.chmodSync(temporary, mode);
    else if (target !== undefined) fs.chmodSync(temporary, target.mode & 0o7777);
    fs.renameSync(temporary, path);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

/** Gives what goes wrong as a `FileError`. */
export function attempt<T>(operation: string, path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw fileError(error, operation, path);
  }
}

/** The runtime asks nobody about such a path. */
const NUL_IN_PATH = "ERR_INVALID_ARG_VALUE";

/** Go names the call that failed: a folder opens and only then cannot be read, a file on a full disk cannot be written. */
function fileError(error: unknown, operation: string, path: string): unknown {
  const { code, syscall } = error as { code?: string; syscall?: string };
  if (code === undefined || error instanceof FileError) return error;
  const failed = syscall === "read" || syscall === "write" ? syscall : operation;
  return new FileError(failed, path, fileErrorCode(code === NUL_IN_PATH ? "EINVAL" : code));
}
