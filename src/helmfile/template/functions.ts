/** The functions that Helmfile adds to Sprig's (pkg/tmpl/context_funcs.go). Relative paths count from the folder of the template. */
import { existing, FileError, type FileStat } from "../../base/index.ts";
import {
  fromBytes,
  func,
  type Func,
  type FuncMap,
  GoError,
  type GoMap,
  isMap,
  type List,
  Slice,
  stringSlice,
  Struct,
  type Value,
} from "../../go/index.ts";
import { isAbsolute, join } from "../../go/path/index.ts";
import { typeOf } from "../../go/index.ts";
import { sprint } from "../../go/fmt/index.ts";
import { marshalPretty } from "../../yaml/index.ts";
import { readYaml } from "../values/read-yaml.ts";
import { textKeysWithin } from "../values/text-keys.ts";
import type { World } from "../world.ts";
import { getFunctions } from "./get.ts";

const MAP = "map[string]interface {}";
const LIST = "[]interface {}";

const DISABLED =
  "HELMFILE_DISABLE_INSECURE_FEATURES or HELMFILE_DISABLE_INSECURE_TEMPLATE_FUNCTIONS is active, insecure function calls are disabled";
const INSECURE = ["exec", "envExec", "readFile", "readDir", "readDirEntries"];

/** Sprig's functions and Helmfile's, for templates in a folder. */
export function templateFunctions(world: World, folder: string): FuncMap {
  const functions = new Map(world.sprig);
  const sprigGet = functions.get("get");
  for (const each of [...getFunctions, ...plainFunctions(world), ...fileFunctions(world, folder)])
    functions.set(each.name, each);
  if (sprigGet !== undefined) functions.set("sprigGet", sprigGet);
  if (
    isOn(world.env("HELMFILE_DISABLE_INSECURE_FEATURES")) ||
    isOn(world.env("HELMFILE_DISABLE_INSECURE_TEMPLATE_FUNCTIONS"))
  )
    for (const name of INSECURE) functions.set(name, disabled(name));
  return functions;
}

/** As Go's strconv.ParseBool reads it; what it cannot read is false. */
export function isOn(text: string | undefined): boolean {
  return /^(1|t|T|TRUE|true|True)$/.test(text ?? "");
}

function disabled(name: string): Func {
  return func(name, "...interface {}", () => {
    throw new GoError(DISABLED);
  });
}

function plainFunctions(world: World): Func[] {
  const variable = (name: string): string => world.env(name) ?? "";
  return [
    func("env", "string", variable),
    func("expandenv", "string", (text: string) =>
      text.replace(/\$(?:\{([^}]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g, (_, braced: string, plain: string) =>
        variable(braced ?? plain),
      ),
    ),
    func("requiredEnv", "string", (name: string) => {
      const value = variable(name);
      if (value === "") throw new GoError(`required env var \`${name}\` is not set`);
      return value;
    }),
    func("required", "string, interface {}", (warning: string, value: Value) => {
      if (value === null || value === "") throw new GoError(warning);
      return value;
    }),
    func("toYaml", "interface {}", marshalPretty),
    func("fromYaml", "string", fromYaml),
    func("setValueAtPath", `string, interface {}, ${MAP}`, setValueAtPath),
    func("fetchSecretValue", "string", (reference: string) => fetchSecret(world, reference)),
    func("expandSecretRefs", MAP, (values: GoMap) => world.secrets.expand(values)),
  ];
}

function fromYaml(text: string): Value {
  try {
    return textKeysWithin(readYaml(text));
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`${error.message}, offending yaml: ${text}`);
    throw error;
  }
}

function setValueAtPath(path: string, value: Value, values: GoMap): GoMap {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const failed = (key: string, why: string) =>
    new GoError(`failed to set value at path "${path}": value for key "${key}" ${why}`);
  let at = values;
  for (const key of keys) {
    if (!at.has(key)) throw failed(key, "does not exist");
    const below = at.get(key);
    if (below === undefined || !isMap(below)) throw failed(key, "was not a map");
    at = below;
  }
  at.set(last, value);
  return values;
}

function fetchSecret(world: World, reference: string): string {
  const expanded = world.secrets.expand(reference);
  if (typeof expanded !== "string") throw new GoError(`expected ${sprint([expanded])} to be string`);
  return expanded;
}

function fileFunctions(world: World, folder: string): Func[] {
  const { files } = world;
  const placed = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  const namesOf = (path: string, caller: string): string[] => {
    try {
      return files.list(placed(path));
    } catch (error) {
      if (error instanceof FileError) throw new GoError(`${caller} "${placed(path)}": ${error.message}`);
      throw error;
    }
  };
  const kindAt = (path: string): FileStat["kind"] | undefined => kindOrNone(world, placed(path));
  const isFolder = (path: string): boolean => kindAt(path) === "directory";
  const execute = (env: GoMap, program: string, args: List, input: readonly string[]): string =>
    world.run({ program, args: textArgs(args), env: textVariables(env), folder, input: input[0] ?? "" });
  return [
    func("isFile", "string", (path: string) => kindAt(path) === "file"),
    func("isDir", "string", isFolder),
    func("readFile", "string", (path: string) => readText(world, placed(path))),
    func("readDir", "string", (path: string) =>
      stringSlice(
        namesOf(path, "ReadDir")
          .map((name) => join(path, name))
          .filter((each) => !isFolder(each)),
      ),
    ),
    func(
      "readDirEntries",
      "string",
      (path: string) =>
        new Slice(
          "[]fs.DirEntry",
          namesOf(path, "ReadDirEntries").map((name) => directoryEntry(name, isFolder(join(path, name)))),
        ),
    ),
    func("exec", `string, ${LIST}, ...string`, (program: string, args: List, ...input: string[]) =>
      execute(new Map(), program, args, input),
    ),
    func(
      "envExec",
      `${MAP}, string, ${LIST}, ...string`,
      (env: GoMap, program: string, args: List, ...input: string[]) => execute(env, program, args, input),
    ),
  ];
}

/** What stands at a path; `undefined` where nothing does. Throws `GoError` where that cannot be told. */
function kindOrNone({ files }: World, path: string): FileStat["kind"] | undefined {
  try {
    return existing(files, path).kind;
  } catch (error) {
    if (error instanceof FileError && error.code === "ENOENT") return undefined;
    throw error instanceof FileError ? new GoError(error.message) : error;
  }
}

function readText({ files }: World, path: string): string {
  try {
    return fromBytes(files.read(path));
  } catch (error) {
    if (error instanceof FileError) throw new GoError(error.message);
    throw error;
  }
}

function directoryEntry(name: string, isDirectory: boolean): Struct {
  const methods = new Map([
    ["Name", func("Name", "", () => name)],
    ["IsDir", func("IsDir", "", () => isDirectory)],
  ]);
  return new Struct("*os.unixDirent", new Map(), methods);
}

function textArgs(args: List): string[] {
  return args.map((arg, i) => {
    if (typeof arg === "string") return arg;
    throw new GoError(`unexpected type of arg "${typeOf(arg)}" in args ${sprint([args])} at index ${i}`);
  });
}

function textVariables(env: GoMap): ReadonlyMap<string, string> {
  return new Map(
    [...env].map(([name, value]) => {
      if (typeof value === "string") return [name, value];
      throw new GoError(`unexpected type of env "${typeOf(value)}" in envs ${sprint([env])} at index ${name}`);
    }),
  );
}
