/** Where `localize` writes: the new directory, and the places of remote files and roots in it (api 0.21, localizer/util.go). */
import { existing, FileError, peek, type WritableFileSystem, writableFilesFrom } from "../../base/index.ts";
import { base, join, relative } from "../../go/path/index.ts";
import { KustomizeError, within } from "../error.ts";
import { confirmDirectory, contains, type Loader } from "../load/loader.ts";
import { parseRepoUrl, type RepoSpec } from "../load/repo-spec.ts";

/** The folder of a root that holds what was remote. */
export const REMOTE_FOLDER = "localized-files";
const PREFIX = "localized";
const FILE_SCHEME_FOLDER = "file-schemed";

export interface LocalizeRequest {
  /** A directory or the URL of a repository. */
  readonly target: string;
  /** The directory that local references may not leave; the target itself when it is empty. */
  readonly scope: string;
  /** A directory that must not be there yet; empty for the default one. */
  readonly destination: string;
}

interface Writable {
  readonly files: WritableFileSystem;
  readonly cwd: string;
}

export function confirmScope({ target, scope }: LocalizeRequest, loader: Loader, world: Writable): string {
  const { repository, root } = loader;
  if (repository !== undefined) {
    if (scope === "") return repository;
    throw new KustomizeError(`scope "${scope}" specified for remote localize target "${target}"`);
  }
  if (scope === "") return root;
  const confirmed = within("unable to establish localize scope", () => confirmDirectory(world, scope));
  if (contains(confirmed, root)) return confirmed;
  throw new KustomizeError(`localize scope "${scope}" does not contain target "${target}" at "${root}"`);
}

export function makeDestination({ target, destination }: LocalizeRequest, loader: Loader, world: Writable): string {
  const given = destination === "" ? defaultName(target, loader) : destination;
  const files = writableFilesFrom(world);
  if (peek(files, given) !== undefined) throw new KustomizeError(`localize destination "${given}" already exists`);
  within("unable to create localize destination directory", () => makeFolder(files, given));
  return within("unable to establish localize destination", () => confirmDirectory(world, given));
}

/** Go's os.Mkdir: the folder above must be there. */
function makeFolder(files: WritableFileSystem, path: string): void {
  const above = path.replace(/\/+$/, "").replace(/[^/]*$/, "");
  try {
    existing(files, above === "" ? "." : above);
    files.makeDirectory(path);
  } catch (error) {
    throw error instanceof FileError ? new FileError("mkdir", path, error.code) : error;
  }
}

function defaultName(target: string, { root, repository }: Loader): string {
  const spec = parseRepoUrl(target);
  if (repository !== undefined && !("error" in spec)) {
    const name = repository === root ? base(spec.repoPath) : base(root);
    return [PREFIX, name, spec.ref.replaceAll("/", "-")].join("-");
  }
  return root === "/" ? PREFIX : `${PREFIX}-${base(root)}`;
}

/** Where a file behind a URL goes. */
export function placeOfFile(url: string): string {
  const [, host = "", path = ""] = /^[a-z]+:\/\/(?:[^@/?#]*@)?([^/:?#]*)(?::\d*)?([^?#]*)/i.exec(url) ?? [];
  return join(REMOTE_FOLDER, host, join("/", path));
}

/** Where a root in a clone goes. */
export function placeOfRoot(spec: RepoSpec, { root, repository }: { root: string; repository: string }): string {
  const path = spec.repoPath.replace(/\.git$/, "");
  return join(REMOTE_FOLDER, hostFolder(spec), join("/", path), spec.ref, relative(repository, root));
}

function hostFolder({ host }: RepoSpec): string {
  const scheme = host.includes("://") ? host.slice(0, host.indexOf("://")) : host;
  if (scheme === "gh:") return "gh";
  if (scheme === "file") return FILE_SCHEME_FOLDER;
  const address = /^(?:https?|ssh)$/.test(scheme) ? host.slice(scheme.length + "://".length) : host;
  return /^(?:[^@/]*@)?([^/:]*)/.exec(address)?.[1] ?? "";
}
