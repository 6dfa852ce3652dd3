/** A loader that stays inside the scope of `localize` and out of its destination (api 0.21, internal/localizer/locloader.go). */
import { quote } from "../../go/strconv/index.ts";
import { fromBytes } from "../../go/index.ts";
import { dir, isAbsolute, join, relative } from "../../go/path/index.ts";
import { KustomizeError, wrap } from "../error.ts";
import { Loader, cleanedPlace, contains, isRemoteFile, type LoaderWorld } from "../load/loader.ts";
import { parseRepoUrl } from "../load/repo-spec.ts";

export interface Limits {
  readonly world: LoaderWorld;
  /** Local roots must be in it. */
  readonly scope: string;
  /** What must not be read. */
  readonly destination: string;
}

export class ScopedLoader {
  constructor(
    private readonly loader: Loader,
    private readonly limits: Limits,
    /** Whether the root was reached without leaving the local files. */
    private readonly local: boolean,
  ) {}

  get root(): string {
    return this.loader.root;
  }

  /** The directory of the clone whose root this is. */
  get repository(): string | undefined {
    return this.loader.repository;
  }

  /** For what reads through a loader without limits of its own. */
  get unlimited(): Loader {
    return this.loader;
  }

  read(path: string): Uint8Array {
    let bytes;
    try {
      bytes = this.loader.read(path);
    } catch (error) {
      throw wrap(error, "invalid file reference");
    }
    if (this.local && !isRemoteFile(path)) this.refuseDestination(path);
    return bytes;
  }

  readText(path: string): string {
    return fromBytes(this.read(path));
  }

  open(path: string): ScopedLoader {
    let loader;
    try {
      loader = this.loader.open(path);
    } catch (error) {
      throw wrap(error, "invalid root reference");
    }
    if (loader.repository === undefined) this.refuseRoot(loader.root);
    else demandRef(path);
    return new ScopedLoader(loader, this.limits, this.local && loader.repository === undefined);
  }

  /** The path of a file from the root, without links. */
  cleanedPath(file: string): string {
    const place = cleanedPlace(this.limits.world, isAbsolute(file) ? file : join(this.root, file));
    return relative(this.root, join(place.directory, place.file));
  }

  private refuseDestination(path: string): void {
    const full = join(this.root, this.cleanedPath(path));
    if (!contains(this.limits.destination, dir(full))) return;
    const [file, place, destination] = [path, full, this.limits.destination].map(quote);
    throw new KustomizeError(`file ${file} at ${place} enters localize destination ${destination}`);
  }

  private refuseRoot(root: string): void {
    if (!this.local) return;
    const { scope, destination } = this.limits;
    if (!contains(scope, root)) throw new KustomizeError(`root "${root}" outside localize scope "${scope}"`);
    if (contains(destination, root)) {
      throw new KustomizeError(`root "${root}" references into localize destination "${destination}"`);
    }
  }
}

/** What changes is not copied: a remote root must say which version it means. */
export function demandRef(url: string): void {
  const spec = parseRepoUrl(url);
  if ("error" in spec || spec.ref !== "") return;
  throw new KustomizeError(`localize remote root ${quote(url)} missing ref query string parameter`);
}
