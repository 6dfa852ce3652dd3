/** Where `--output-dir` and `--output-dir-template` have the templates of a release written (pkg/state/state.go, `GenerateOutputDir`). */
import { attempt, GoError, Struct, toBytes, type Value } from "../../go/index.ts";
import { absolute, ext } from "../../go/path/index.ts";
import { TemplateSet } from "../../go/template/index.ts";
import { environmentStruct, goRelease, type Release, type State, type World } from "../../helmfile/index.ts";
import { machineDigest } from "../../sys/index.ts";
import type { HelmfileContext } from "./settings.ts";

const USUAL = "{{ .OutputDir }}/{{ .State.BaseName }}-{{ .State.AbsPathSHA1 }}-{{ .Release.Name}}";
const HASH_LENGTH = 8;

/** `undefined` where they go to standard output. The folder is made. Throws `GoError`. */
export function outputFolder(
  context: HelmfileContext,
  world: World,
  state: State,
  release: Release,
): string | undefined {
  const [given, template] = [context.flags.string("output-dir"), context.flags.string("output-dir-template")];
  if (given === "" && template === "") return undefined;
  const folder = rendered(template || USUAL, outputData(given, { world, state, release }));
  context.files.makeDirectory(absolute(folder, world.cwd));
  return folder;
}

function rendered(template: string, data: Value): string {
  const set = new TemplateSet();
  const parsed = attempt(() => set.parse("output-dir", template));
  if (parsed === undefined) throw new GoError("parsing output-dir template");
  try {
    return set.executeTemplate(parsed, data);
  } catch (error) {
    if (error instanceof GoError)
      throw new GoError(`executing output-dir template: ${error.message}`, { cause: error });
    throw error;
  }
}

function outputData(
  folder: string,
  { world, state, release }: { world: World; state: State; release: Release },
): Struct {
  const path = absolute(state.path, world.cwd);
  return new Struct(
    "struct",
    new Map<string, Value>([
      ["OutputDir", folder],
      ["State", stateOf(state, path)],
      ["Release", goRelease(release)],
      ["Environment", environmentStruct(state.environment)],
    ]),
  );
}

function stateOf({ path }: State, full: string): Struct {
  const extension = ext(path);
  return new Struct(
    "state.state",
    new Map<string, Value>([
      ["BaseName", path.slice(0, path.length - extension.length)],
      ["Path", path],
      ["AbsPath", full],
      ["AbsPathSHA1", hex(machineDigest("sha1", toBytes(full))).slice(0, HASH_LENGTH)],
    ]),
  );
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
