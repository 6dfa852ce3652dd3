/** repositories.yaml (helm pkg/repo/v1/repo.go): the repositories a user has added. */
import { FileError, type FileSystem, type WritableFileSystem } from "../../base/index.ts";
import { attempt, GoError, fromBytes, toBytes, type Value } from "../../go/index.ts";
import * as path from "../../go/path/index.ts";
import * as yaml from "../../yaml/index.ts";
import {
  bool,
  decodePartly,
  list,
  pointer,
  struct,
  text,
  type Decoded,
  readDocument,
  readTyped,
  time,
} from "../../yaml/typed/index.ts";

const entryType = struct("repo.Entry", {
  name: text,
  url: text,
  username: text,
  password: text,
  certFile: text,
  keyFile: text,
  caFile: text,
  insecureSkipTlsVerify: ["insecure_skip_tls_verify", bool],
  passCredentialsAll: ["pass_credentials_all", bool],
});

const fileType = struct("repo.File", {
  apiVersion: text,
  generated: time,
  repositories: list(pointer(entryType)),
});

export type RepositoryEntry = Readonly<Decoded<typeof entryType>>;

export interface RepositoriesFile {
  readonly apiVersion: string;
  readonly generated: string;
  readonly repositories: readonly RepositoryEntry[];
}

/** With Go's zero time, which is what stands in a file that `repo add` began. */
export const NO_REPOSITORIES: RepositoriesFile = { ...fileType.zero(), repositories: [] };

export function entry(
  fields: Partial<RepositoryEntry> & { readonly name: string; readonly url: string },
): RepositoryEntry {
  return { ...entryType.zero(), ...fields };
}

/** Throws `GoError` for what is not such a file. */
export function parse(content: string): RepositoriesFile {
  return withoutNull(readTyped(content, fileType));
}

function withoutNull({ repositories, ...rest }: Decoded<typeof fileType>): RepositoriesFile {
  return { ...rest, repositories: (repositories ?? []).filter((item) => item !== null) };
}

/** The file is not there. */
export class NoRepositoriesFile extends GoError {}

/** Throws `NoRepositoriesFile` or `GoError`: `couldn't load repositories file (path): ...`. */
export function load(name: string, files: FileSystem): RepositoriesFile {
  return parse(fromBytes(readRepositories(name, files)));
}

function readRepositories(name: string, files: FileSystem): Uint8Array {
  try {
    return files.read(name);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const message = `couldn't load repositories file (${name}): ${error.message}`;
    throw error.code === "ENOENT" ? new NoRepositoriesFile(message) : new GoError(message);
  }
}

/** The file, or an empty one where there is none. */
export function loadIfAny(name: string, files: FileSystem): RepositoriesFile {
  try {
    return load(name, files);
  } catch (error) {
    if (error instanceof NoRepositoriesFile) return NO_REPOSITORIES;
    throw error;
  }
}

/** As much of the file as can be read, if it is there: what Helm's commands do that look at the repositories only. */
export function loadOrEmpty(name: string, files: FileSystem): RepositoriesFile {
  const read = attempt(() =>
    decodePartly(readDocument(fromBytes(readRepositories(name, files)), fileType).typed, fileType),
  );
  return read === undefined ? NO_REPOSITORIES : withoutNull(read.decoded);
}

export function get(file: RepositoriesFile, name: string): RepositoryEntry | undefined {
  return file.repositories.find((item) => item.name === name);
}

/** Replaces the entry of the same name, or adds it at the end. */
export function update(file: RepositoriesFile, changed: RepositoryEntry): RepositoriesFile {
  const at = file.repositories.findIndex((item) => item.name === changed.name);
  const repositories = at < 0 ? [...file.repositories, changed] : file.repositories.with(at, changed);
  return { ...file, repositories };
}

export function remove(file: RepositoriesFile, name: string): RepositoriesFile {
  return { ...file, repositories: file.repositories.filter((item) => item.name !== name) };
}

/** Writes the file for its owner only: it may hold passwords. */
export function save(name: string, file: RepositoriesFile, files: WritableFileSystem): void {
  files.makeDirectory(path.dir(name));
  files.write(name, toBytes(yaml.marshal(toValue(file))), { mode: 0o600 });
}

function toValue({ apiVersion, generated, repositories }: RepositoriesFile): Value {
  return new Map<string, Value>([
    ["apiVersion", apiVersion],
    ["generated", generated],
    ["repositories", repositories.map(entryValue)],
  ]);
}

function entryValue(item: RepositoryEntry): Value {
  const { insecureSkipTlsVerify, passCredentialsAll, ...texts } = item;
  return new Map<string, Value>([
    ...Object.entries(texts),
    ["insecure_skip_tls_verify", insecureSkipTlsVerify],
    ["pass_credentials_all", passCredentialsAll],
  ]);
}

export function sameEntry(a: RepositoryEntry, b: RepositoryEntry): boolean {
  return (Object.keys(a) as (keyof RepositoryEntry)[]).every((key) => a[key] === b[key]);
}

/** The name of the cached index of a repository (helm pkg/helmpath/home.go). */
export function indexFileName(repository: string): string {
  return repository === "" ? "index.yaml" : `${repository}-index.yaml`;
}

/** The name of the cached list of its charts. */
export function chartsFileName(repository: string): string {
  return repository === "" ? "charts.txt" : `${repository}-charts.txt`;
}
