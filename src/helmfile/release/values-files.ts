/** The values of a release as Helm is given them, file by file (pkg/state/state.go, `generateValuesFiles`). */
import { FileError } from "../../base/index.ts";
import { sprint } from "../../go/fmt/index.ts";
import { fromBytes, GoError, type GoMap, isMap, typeOf, type Value, within } from "../../go/index.ts";
import { marshalPretty } from "../../yaml/index.ts";
import { readMap } from "../load/environment-values.ts";
import { findFiles, placed } from "../load/files.ts";
import { isRemote } from "../remote/address.ts";
import type { State } from "../load/state.ts";
import type { Release } from "../spec/state.ts";
import { Renderer, renderFile } from "../template/renderer.ts";
import { overlay } from "../values/merge-maps.ts";
import { withTextKeys } from "../values/text-keys.ts";
import { fetching, type World } from "../world.ts";
import { releaseData } from "./template-data.ts";

/** Paths of files that are there while Helm runs, the weakest first. Throws `GoError`. */
export function valuesFiles(world: World, state: State, release: Release): string[] {
  const texts = valuesTexts(world, state, release);
  return texts.map((text) => world.keep(fileName(release), text));
}

/** Fetches what values, secrets and patches of a release name by plain addresses. What fails is said where it is read. */
export async function fetchValues(world: World, release: Release): Promise<void> {
  const { valuesPathPrefix = "", values = [], secrets = [] } = release;
  const { jsonPatches = [], strategicMergePatches = [], transformers = [] } = release;
  const prefixed = [...values, ...secrets].map((entry) =>
    typeof entry === "string" ? valuesPathPrefix + entry : entry,
  );
  for (const entry of [...prefixed, ...jsonPatches, ...strategicMergePatches, ...transformers])
    if (typeof entry === "string" && isRemote(entry)) await fetched(world, entry);
}

async function fetched(world: World, address: string): Promise<void> {
  try {
    await fetching(world, () => world.fetch(address, "values"));
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
  }
}

/** How the names of files begin that are made for a release. */
export function fileName({ namespace = "", name = "" }: Release): string {
  return [namespace, name, "values"].filter((part) => part !== "").join("-");
}

/** What those files say. Throws `GoError`. */
export function valuesTexts(world: World, state: State, release: Release): string[] {
  return [...plainTexts(world, state, release), ...secretTexts(world, state, release)];
}

/** What values files say, one laid over the other. Throws `GoError`. */
export function mergedFiles({ files }: Pick<World, "files">, paths: readonly string[]): GoMap {
  const read = (path: string): GoMap => {
    const text = failing(`reading ${path}`, () => fromBytes(files.read(path)));
    return failing(`unmarshalling yaml ${path}`, () => readMap(text));
  };
  return paths.reduce((merged: GoMap, path) => overlay(merged, read(path)), new Map());
}

function failing<Result>(what: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof GoError || error instanceof FileError)) throw error;
    throw new GoError(`${what}: ${error.message}`, { cause: error });
  }
}

function plainTexts(world: World, state: State, release: Release): string[] {
  const { valuesPathPrefix = "", values = [] } = release;
  const entries = values.map((entry) =>
    typeof entry === "string" ? placed(state.folder, valuesPathPrefix + entry) : entry,
  );
  const expanded = world.secrets.expand(entries) as Value[];
  const ifMissing = release.missingFileHandler ?? state.spec.missingFileHandler;
  return expanded.flatMap((entry) => entryTexts(world, state, { release, entry, kind: "values", ifMissing }));
}

export interface EntryQuery {
  readonly release: Release;
  /** A map, or the pattern of one file. */
  readonly entry: Value;
  readonly kind: string;
  readonly ifMissing: string | undefined;
  /** What a file is rendered with; the state's values unless given. Asked for where there is a file. */
  readonly values?: () => GoMap;
}

/** What a map or a file says, none where the file may be missing. Throws `GoError`. */
export function entryTexts(world: World, state: State, query: EntryQuery): string[] {
  const { release, entry, kind, ifMissing, values = () => state.values } = query;
  if (typeof entry !== "string") return [mapText(entry)];
  const config = release.missingFileHandlerConfig ?? state.spec.missingFileHandlerConfig;
  const found = findFiles(world, {
    ...{ kind, pattern: entry, folder: state.folder, ifMissing, stateFile: state.path },
    ignoresMissingBranch: config?.ignoreMissingGitBranch,
  });
  if (found.length > 1)
    throw new GoError(
      "glob patterns in release values and secrets is not supported yet. please submit a feature request if necessary",
    );
  return found.map((path) => fileText(world, state, { release, path, entry, values }));
}

function mapText(entry: Value): string {
  if (entry !== undefined && isMap(entry)) return marshalPretty(withTextKeys(entry));
  throw new GoError(`unexpected type of value: value=${sprint([entry])}, type=${typeOf(entry)}`);
}

function fileText(world: World, state: State, { entry, ...file }: FileQuery & { entry: string }): string {
  return within(`failed to render values files "${entry}"`, () => renderedFile(world, state, file));
}

interface FileQuery {
  readonly release: Release;
  readonly path: string;
  readonly values: () => GoMap;
}

/** The text of a values file, with what `ref+…` in it stands for. Throws `GoError`. */
export function renderedFile(world: World, state: State, { release, path, values }: FileQuery): string {
  return withRefs(world, renderFile(world, path, releaseData(state, release, values())));
}

function withRefs(world: World, text: string): string {
  return text.includes("ref+") ? marshalPretty(world.secrets.expand(readMap(text))) : text;
}

/** An encrypted template is rendered once it can be read. */
function decryptedText(world: World, state: State, { release, path }: { release: Release; path: string }): string {
  const plain = world.secrets.decrypt(path);
  const data = releaseData(state, release, state.values);
  return withRefs(world, path.endsWith(".gotmpl") ? new Renderer(world, state.folder).render(plain, data) : plain);
}

/** Entries with files read into them (`build --embed-values`). Throws `GoError`. */
export function embeddedValues(
  world: World,
  state: State,
  { release, entries }: { release: Release; entries: readonly Value[] },
): Value[] {
  const { valuesPathPrefix = "", missingFileHandler: ifMissing } = release;
  return entries.flatMap((entry) => {
    if (typeof entry !== "string") return [entry];
    const query = { release, entry: valuesPathPrefix + entry, kind: "values", ifMissing };
    return entryTexts(world, state, query).map(readMap);
  });
}

function secretTexts(world: World, state: State, release: Release): string[] {
  const { secrets = [], valuesPathPrefix = "", missingFileHandler: ifMissing } = release;
  return secrets.flatMap((entry) => {
    if (typeof entry !== "string") return [world.secrets.decrypt(world.keep("secrets.yaml", marshalPretty(entry)))];
    const pattern = valuesPathPrefix + entry;
    const found = findFiles(world, {
      kind: "secrets",
      pattern,
      folder: state.folder,
      ifMissing,
      stateFile: state.path,
      ignoresMissingBranch: state.spec.missingFileHandlerConfig?.ignoreMissingGitBranch,
    });
    if (found.length > 1)
      throw new GoError(
        "glob patterns in release secret file is not supported yet. please submit a feature request if necessary",
      );
    return found.map((path) => decryptedText(world, state, { release, path }));
  });
}
