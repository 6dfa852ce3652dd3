/**
 * `localize`: a copy of a kustomization and all it refers to, with remote references replaced by local ones
 * (api 0.21, internal/localizer). Kustomizations are written with sorted fields.
 */
import { quote } from "../../go/strconv/index.ts";
import { peek, type WritableFileSystem } from "../../base/index.ts";
import { fromBytes, toBytes } from "../../go/index.ts";
import { dir, join, relative } from "../../go/path/index.ts";
import { marshal } from "../../yaml/index.ts";
import { findKustomization } from "../build/target.ts";
import { encode } from "../edit/encode.ts";
import { KustomizeError, messageOf, within, wrap } from "../error.ts";
import { decodeKustomization } from "../kustomization/read.ts";
import { KUSTOMIZATION } from "../kustomization/shapes.ts";
import { Loader, confirmDirectory, isRemoteFile, type LoaderWorld } from "../load/loader.ts";
import { parseRepoUrl } from "../load/repo-spec.ts";
import { parseFileSource } from "../generate/sources.ts";
import { parseResources } from "../resource/parse.ts";
import { ResMap } from "../resource/res-map.ts";
import { Schemas } from "../schema/schemas.ts";
import { copyFolder } from "./copy-folder.ts";
import {
  REMOTE_FOLDER,
  confirmScope,
  makeDestination,
  placeOfFile,
  placeOfRoot,
  type LocalizeRequest,
} from "./destination.ts";
import { localizeFields } from "./fields.ts";
import { localizePlugins } from "./plugins.ts";
import { demandRef, ScopedLoader } from "./scoped-loader.ts";

export interface LocalizeWorld extends LoaderWorld {
  readonly files: WritableFileSystem;
}

const DEFAULT_CHART_HOME = "charts";

/** Copies the target and returns the new directory, which is removed again when something goes wrong. */
export function localize(request: LocalizeRequest, world: LocalizeWorld): string {
  const { loader, scope, destination } = prepare(request, world);
  try {
    const local = new ScopedLoader(loader, { world, scope, destination }, true);
    const place = join(destination, relative(scope, loader.root));
    world.files.makeDirectory(place);
    new LocalizedRoot(world, local, place).localize();
  } catch (error) {
    world.files.remove(destination);
    throw wrap(error, `unable to localize target ${quote(request.target)}`);
  }
  return destination;
}

interface Prepared {
  readonly loader: Loader;
  readonly scope: string;
  readonly destination: string;
}

function prepare(request: LocalizeRequest, world: LocalizeWorld): Prepared {
  demandRef(request.target);
  const loader = within(`unable to establish localize target ${quote(request.target)}`, () =>
    Loader.open(request.target, { ...world, restriction: "root-only" }),
  );
  const scope = within(`invalid localize scope ${quote(request.scope)}`, () => confirmScope(request, loader, world));
  const destination = within(`invalid localize destination ${quote(request.destination)}`, () =>
    makeDestination(request, loader, world),
  );
  return { loader, scope, destination };
}

/** One root and its copy. Its methods copy what a path means and return the path to write instead. */
export class LocalizedRoot {
  readonly schemas = new Schemas();

  constructor(
    private readonly world: LocalizeWorld,
    private readonly loader: ScopedLoader,
    /** Where the copy goes. */
    private readonly place: string,
  ) {}

  localize(): void {
    const { bytes, file } = findKustomization(this.loader);
    const kustomization = decodeKustomization(bytes);
    localizeFields(kustomization, this);
    localizePlugins(kustomization, this);
    this.world.files.write(join(this.place, file), toBytes(marshal(encode(kustomization, KUSTOMIZATION))));
  }

  /** A file; an empty path stays. */
  file(path: string): string {
    return path === "" ? "" : this.write(path, this.loader.read(path));
  }

  /** Writes what takes the place of a file. */
  write(path: string, bytes: Uint8Array): string {
    const local = isRemoteFile(path) ? this.remotePlace(path) : this.loader.cleanedPath(path);
    const full = join(this.place, local);
    this.world.files.makeDirectory(dir(full));
    this.world.files.write(full, bytes);
    return local;
  }

  private remotePlace(url: string): string {
    this.refuseTakenFolder(`file ${quote(url)}`);
    return placeOfFile(url);
  }

  private refuseTakenFolder(what: string): void {
    const { root } = this.loader;
    if (peek(this.world.files, join(root, REMOTE_FOLDER)) === undefined) return;
    throw new KustomizeError(`${root} already contains ${REMOTE_FOLDER} needed to store ${what}`);
  }

  /** `key=path` of a generator. */
  fileSource(source: string): string {
    const { key, path } = parseFileSource(source);
    const local = within(`invalid file source ${quote(source)}`, () => this.file(path));
    return source === path ? local : `${key}=${local}`;
  }

  /** A file of objects, or a root. */
  resource(path: string): string {
    try {
      const bytes = this.loader.read(path);
      within(`invalid resource at file ${quote(path)}`, () => this.parse(fromBytes(bytes)));
      return this.write(path, bytes);
    } catch (fileError) {
      try {
        return this.root(path);
      } catch (rootError) {
        const what = `could not localize path ${quote(path)}`;
        throw new KustomizeError(
          `${what} as file: ${messageOf(fileError)}; ${what} as directory: ${messageOf(rootError)}`,
          { cause: rootError },
        );
      }
    }
  }

  parse(text: string): ResMap {
    return ResMap.of(parseResources(text, this.schemas));
  }

  /** Another kustomization and all it refers to. */
  root(path: string): string {
    if (path === "") return "";
    const loader = this.loader.open(path);
    const local = this.placeOf(path, loader);
    const place = join(this.place, local);
    this.world.files.makeDirectory(place);
    within(`unable to localize root ${quote(path)}`, () => new LocalizedRoot(this.world, loader, place).localize());
    return local;
  }

  private placeOf(path: string, { root, repository }: ScopedLoader): string {
    if (repository === undefined) return relative(this.loader.root, root);
    this.refuseTakenFolder(`root ${quote(path)}`);
    const spec = parseRepoUrl(path);
    if ("error" in spec) throw new KustomizeError(spec.error);
    return placeOfRoot(spec, { root, repository: confirmDirectory(this.world, repository) });
  }

  /** Objects written in place, which stay as they are, or in a file. */
  objects(entry: string): string {
    return this.readObjects(entry).isFile ? this.file(entry) : entry;
  }

  readObjects(entry: string): { map: ResMap; isFile: boolean } {
    let inlineError;
    try {
      return { map: this.parse(entry), isFile: false };
    } catch (error) {
      inlineError = error;
    }
    try {
      return { map: this.parse(this.loader.readText(entry)), isFile: true };
    } catch (error) {
      throw new KustomizeError(
        `unable to load resource entry ${quote(entry)}: when parsing as inline received error: ` +
          `${messageOf(inlineError)}\nwhen parsing as filepath received error: ${messageOf(error)}`,
        { cause: error },
      );
    }
  }

  /** The folder of charts, copied whole; empty means the default one and stays empty. */
  chartHome(entry: string): string {
    const path = entry === "" ? DEFAULT_CHART_HOME : entry;
    if (path.startsWith("/")) throw new KustomizeError(`absolute path ${quote(path)} not handled in alpha`);
    const local = within(`unable to copy home ${quote(entry)}`, () => this.copyCharts(path));
    return entry === "" ? "" : local;
  }

  private copyCharts(path: string): string {
    const { root } = this.loader;
    const { files } = this.world;
    const source = join(root, path);
    const local = relative(root, source);
    if (peek(files, source) === undefined) return local;
    const folder = within("invalid chart home", () => this.loader.open(local)).root;
    const isDefault = source === join(root, DEFAULT_CHART_HOME);
    const place = isDefault ? local : relative(root, folder);
    const full = join(this.place, place);
    if (peek(files, full) !== undefined) return place;
    within(`unable to copy chart home ${quote(local)}: unable to copy directory ${quote(folder)}`, () =>
      copyFolder(files, folder, full),
    );
    return place;
  }
}
