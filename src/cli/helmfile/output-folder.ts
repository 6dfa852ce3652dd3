/**
 * Where `--output-dir` and `--output-dir-template` have the templates of a release written, and `--output-file-template` its values
 * (pkg/state/state.go, `GenerateOutputDir`, `GenerateOutputFilePath`).
 */
import { attempt, GoError, Struct, type Value, within } from "../../go/index.ts";
import { absolute, ext } from "../../go/path/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { TemplateSet } from "../../go/template/index.ts";
import { environmentStruct, goRelease, type Release, type State, type World } from "../../helmfile/index.ts";
import { hexDigest } from "./hex-digest.ts";
import type { HelmfileContext } from "./settings.ts";

const USUAL = "{{ .OutputDir }}/{{ .State.BaseName }}-{{ .State.AbsPathSHA1 }}-{{ .Release.Name}}";
const USUAL_FILE = "{{ .State.BaseName }}-{{ .State.AbsPathSHA1 }}/{{ .Release.Name }}.yaml";
const HASH_LENGTH = 8;

interface Place {
  readonly world: World;
  readonly state: State;
  readonly release: Release;
}

/** `undefined` where they go to standard output. The folder is made. Throws `GoError`. */
export function outputFolder(
  context: HelmfileContext,
  world: World,
  state: State,
  release: Release,
): string | undefined {
  const [given, template] = [context.flags.string("output-dir"), context.flags.string("output-dir-template")];
  if (given === "" && template === "") return undefined;
  const set = new TemplateSet();
  const parsed = attempt(() => set.parse("output-dir", template || USUAL));
  if (parsed === undefined) throw new GoError("parsing output-dir template");
  const data = new Map<string, Value>([["OutputDir", given], ...fieldsOf({ world, state, release })]);
  const folder = within("executing output-dir template", () => set.executeTemplate(parsed, new Struct("struct", data)));
  context.files.makeDirectory(absolute(folder, world.cwd));
  return folder;
}

/** Throws `GoError`. */
export function outputFile(template: string, place: Place): string {
  const set = new TemplateSet();
  const text = template || USUAL_FILE;
  const parsed = within(`parsing output-file template ${quote(text)}`, () => set.parse("output-file", text));
  const data = new Struct("struct", new Map(fieldsOf(place)));
  return within("executing output-file template", () => set.executeTemplate(parsed, data));
}

function fieldsOf({ world, state, release }: Place): [string, Value][] {
  const path = absolute(state.path, world.cwd);
  return [
    ["State", stateOf(state, path)],
    ["Release", goRelease(release)],
    ["Environment", environmentStruct(state.environment)],
  ];
}

function stateOf({ path }: State, full: string): Struct {
  const extension = ext(path);
  return new Struct(
    "state.state",
    new Map<string, Value>([
      ["BaseName", path.slice(0, path.length - extension.length)],
      ["Path", path],
      ["AbsPath", full],
      ["AbsPathSHA1", hexDigest("sha1", full).slice(0, HASH_LENGTH)],
    ]),
  );
}
