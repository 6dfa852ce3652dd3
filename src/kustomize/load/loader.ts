/**
 * Where a kustomization's paths lead: its root, what may be read from it, and the roots below it (api 0.21, internal/loader).
 * Files are read through the FileSystem port; what lies elsewhere comes from `Remotes`, which must have it at hand.
 */
import { evalSymlinksText, FileError, standsAt, peek, type FileSystem } from "../../base/index.ts";
import { fromBytes } from "../../go/index.ts";
import { absolute, base, dir, isAbsolute, join } from "../../go/path/index.ts";
import { KustomizeError, messageOf, wrap } from "../error.ts";
import { parseRepoUrl, type RepoSpec } from "./repo-spec.ts";
import type { Remotes } from "./remotes.ts";

export type LoadRestriction = "root-only" | "none";

export interface LoaderWorld {
  readonly files: FileSystem;
  readonly cwd: string;
  readonly remotes: Remotes;
  readonly log?: (line: string) => void;
}

/** A clone that a root lies in. */
interface Clone {
  readonly spec: RepoSpec;
  readonly directory: string;
}

/** Kustomizations one above the other, and all that a build reads, where one that is named twice counts twice. */
const DEPTH_MAX = 500;
const ROOTS_MAX = 5_000;

interface Place {
  /** How many more kustomizations this build may read. */
  readonly budget: { roots: number };
  readonly depth: number;
  readonly root: string;
  readonly restriction: LoadRestriction;
  readonly referrer?: Loader | undefined;
  readonly clone?: Clone;
}

const MUST_BE_DIRECTORY = "must build at directory";

export class Loader {
  private constructor(
    private readonly world: LoaderWorld,
    private readonly place: Place,
  ) {}

  /** Absolute, without links. */
  get root(): string {
    return this.place.root;
  }

  /** The loader whose kustomization named this root. */
  get referrer(): Loader | undefined {
    return this.place.referrer;
  }

  get clone(): Clone | undefined {
    return this.place.clone;
  }

  /** The loader of the directory or repository that is to be built. */
  static open(target: string, options: LoaderWorld & { restriction: LoadRestriction }): Loader {
    const spec = repoSpec(target, options);
    if (spec !== undefined) return Loader.ofClone(options, spec, undefined);
    const { restriction } = options;
    return new Loader(options, { ...inside(undefined), root: confirmedRoot(options, target), restriction });
  }

  private static ofClone(world: LoaderWorld, spec: RepoSpec, referrer: Loader | undefined): Loader {
    const directory = world.remotes.clone(spec);
    const path = join(directory, spec.kustRootPath);
    const place = cleanedPlace(world, path);
    if (place.file !== "") {
      throw new KustomizeError(`'${path}' refers to file '${place.file}'; expecting directory`);
    }
    if (!contains(directory, place.directory)) {
      throw new KustomizeError(`"${path}" refers to directory outside of repo "${directory}"`);
    }
    const { directory: root } = place;
    const clone = { spec, directory };
    return new Loader(world, { ...inside(referrer?.place), root, restriction: "root-only", referrer, clone });
  }

  /** The directory of the clone that this root was asked for from; nothing for roots reached inside one. */
  get repository(): string | undefined {
    return this.clone?.directory;
  }

  /** The loader of another root that this one's kustomization names. Throws on cycles and on ways out of a clone. */
  open(path: string): Loader {
    if (path === "") throw new KustomizeError("new root cannot be empty");
    const spec = repoSpec(path, this.world);
    if (spec !== undefined) {
      this.refuseRepoCycle(spec);
      return Loader.ofClone(this.world, spec, this);
    }
    if (isAbsolute(path)) throw new KustomizeError(`new root '${path}' cannot be absolute`);
    const root = confirmedRoot(this.world, join(this.root, path));
    this.refuseOutsideClone(root);
    this.refuseCycle(root);
    const { restriction } = this.place;
    return new Loader(this.world, { ...inside(this.place), root, restriction, referrer: this });
  }

  /** The bytes of a file named in this root's kustomization, or of a URL. */
  read(path: string): Uint8Array {
    if (isRemoteFile(path)) return this.world.remotes.download(path);
    const full = isAbsolute(path) ? path : join(this.root, path);
    return this.world.files.read(
      this.place.restriction === "none" ? absolute(full, this.world.cwd) : this.confine(full),
    );
  }

  /** The text of a file. */
  readText(path: string): string {
    return fromBytes(this.read(path));
  }

  private confine(path: string): string {
    const place = cleanedPlace(this.world, path);
    if (place.file === "") throw new KustomizeError(`'${path}' must resolve to a file`);
    if (!contains(this.root, place.directory)) {
      throw new KustomizeError(`security; file '${path}' is not in or below '${this.root}'`);
    }
    return join(place.directory, place.file);
  }

  private refuseCycle(candidate: string): void {
    for (const at of withReferrers(this)) {
      if (!contains(candidate, at.root)) continue;
      throw new KustomizeError(`cycle detected: candidate root '${candidate}' contains visited root '${at.root}'`);
    }
  }

  private refuseRepoCycle(spec: RepoSpec): void {
    for (const at of withReferrers(this)) {
      const raw = at.clone?.spec.raw;
      if (raw?.startsWith(spec.raw) !== true) continue;
      throw new KustomizeError(`cycle detected: URI '${spec.raw}' referenced by previous URI '${raw}'`);
    }
  }

  private refuseOutsideClone(root: string): void {
    const directory = [...withReferrers(this)].find((at) => at.clone !== undefined)?.clone?.directory;
    if (directory === undefined || contains(directory, root)) return;
    throw new KustomizeError(
      `security; bases in kustomizations found in cloned git repos must be within the repo, ` +
        `but base '${root}' is outside '${directory}'`,
    );
  }
}

/** The limits for a root that is named in another. Throws when they are reached. */
function inside(above: Place | undefined): Pick<Place, "budget" | "depth"> {
  if (above === undefined) return { budget: { roots: ROOTS_MAX }, depth: 1 };
  if (above.depth >= DEPTH_MAX) throw new KustomizeError(`kustomizations are nested deeper than ${DEPTH_MAX}`);
  if (--above.budget.roots < 0) throw new KustomizeError(`a build reads at most ${ROOTS_MAX} kustomizations`);
  return { budget: above.budget, depth: above.depth + 1 };
}

/** A loader, then those that lead to it. */
function* withReferrers(loader: Loader): Generator<Loader> {
  for (let at: Loader | undefined = loader; at !== undefined; at = at.referrer) yield at;
}

export function isRemoteFile(path: string): boolean {
  return /^https?:/i.test(path);
}

const FORCED_GIT =
  "Warning: Forcing the git protocol using the 'git::' URL prefix is not supported. Kustomize currently strips this " +
  "invalid prefix, but will stop doing so in a future release. Please remove the 'git::' prefix from your configuration.";

function repoSpec(path: string, { log }: LoaderWorld): RepoSpec | undefined {
  if (/^git::/i.test(path)) log?.(FORCED_GIT);
  const parsed = parseRepoUrl(path);
  return "error" in parsed ? undefined : parsed;
}

/** Whether `directory` is `parent` or below it. */
export function contains(parent: string, directory: string): boolean {
  return parent === "/" || parent === directory || directory.startsWith(`${parent}/`);
}

function confirmedRoot(world: LoaderWorld, path: string): string {
  try {
    return confirmDirectory(world, path);
  } catch (error) {
    throw wrap(error, MUST_BE_DIRECTORY);
  }
}

/** The absolute path of a directory without links. */
export function confirmDirectory(world: Pick<LoaderWorld, "files" | "cwd">, path: string): string {
  if (path === "") throw new KustomizeError("directory path cannot be empty");
  let place;
  try {
    place = cleanedPlace(world, path);
  } catch (error) {
    throw wrap(error, "not a valid directory");
  }
  if (place.file !== "") throw new KustomizeError(`'${path}': file is not directory`);
  return place.directory;
}

/** Go names the first part of a path at which it cannot go on. */
function firstFailing({ files }: Pick<LoaderWorld, "files">, error: FileError): FileError {
  let { path } = error;
  while (dir(path) !== path && !standsAt(files, dir(path))) path = dir(path);
  return error.of(path);
}

/** A path without links: a directory, or a file in one. */
export function cleanedPlace(
  world: Pick<LoaderWorld, "files" | "cwd">,
  path: string,
): { directory: string; file: string } {
  let real;
  try {
    real = world.files.realPath(absolute(path, world.cwd));
  } catch (error) {
    const reason = error instanceof FileError ? evalSymlinksText(firstFailing(world, error)) : messageOf(error);
    throw new KustomizeError(`evalsymlink failure on '${path}' : ${reason}`, { cause: error });
  }
  if (peek(world.files, real)?.kind === "directory") return { directory: real, file: "" };
  return { directory: dir(real), file: base(real) };
}
