/** `kustomize fn run` (cmd/config 0.21, kyaml runfn). */
import { fromBytes, toBytes } from "../../go/index.ts";
import { absolute, base, dir, join } from "../../go/path/index.ts";
import { writableFilesFrom } from "../../base/index.ts";
import {
  PATH,
  Schemas,
  YAML_AND_JSON_FILES,
  annotationOf,
  functionSpec,
  objectOf,
  parseMount,
  pathsOf,
  readPackage,
  readText,
  runFunctions,
  writePackage,
  writeText,
  type Node,
} from "../../kustomize/kio/index.ts";
import { currentUser } from "../../sys/index.ts";
import { marshal } from "../../yaml/index.ts";
import type { RunContext } from "../context.ts";
import { endingAtOnce } from "./without-usage.ts";
import { NOBODY, withWorld } from "./world.ts";

export async function run(context: RunContext): Promise<void> {
  const { folder, data } = splitArguments(context);
  const given = functionOfFlags(context, data);
  try {
    await runOver(folder, given, context);
  } catch (error) {
    throw endingAtOnce(error);
  }
}

async function runOver(folder: string | undefined, given: Node | undefined, context: RunContext): Promise<void> {
  const { flags, files, cwd, out } = context;
  const items = folder === undefined ? readText(fromBytes(context.stdin())).items : readAll(folder, context);
  const before = pathsOf(items);
  const paths = flags.strings("fn-path");
  const configs = [
    ...(given === undefined && paths.length === 0 ? functionsAmong(items) : []),
    ...paths.flatMap((path) => readPackage(path, context)),
    ...(given === undefined ? [] : [given]),
  ];
  const result = await withWorld(context, ({ run: runProgram }) =>
    runFunctions(items, configs, {
      directory: cwd,
      enableExec: flags.bool("enable-exec"),
      network: flags.bool("network"),
      mounts: flags.strings("mount").map(parseMount),
      env: flags.strings("env"),
      user: flags.bool("as-current-user") ? currentUser() : NOBODY,
      globalScope: flags.bool("global-scope"),
      run: runProgram,
      schemas: new Schemas(),
      ...reports(context),
    }),
  );
  if (result === undefined) return;
  if (folder === undefined || flags.bool("dry-run")) out.write(writeText(result));
  else writePackage(result, before, { files, root: absolute(folder, cwd) });
}

function reports(context: RunContext): Partial<Parameters<typeof runFunctions>[2]> {
  const { flags, err } = context;
  const files = writableFilesFrom(context);
  const results = flags.string("results-dir");
  return {
    ...(flags.bool("log-steps") && { logStep: (label: string) => err.write(`Running ${label}\n`) }),
    ...(results !== "" && {
      writeResults(number: number, text: string) {
        files.write(join(results, `results-${number}.yaml`), toBytes(text), { mode: 0o600 });
      },
    }),
  };
}

function readAll(folder: string, context: RunContext): Node[] {
  return readPackage(absolute(folder, context.cwd), { ...context, match: YAML_AND_JSON_FILES });
}

/** A folder, and the data for the function given by flags, which comes after `--`. */
function splitArguments({ args, flags }: RunContext): { folder: string | undefined; data: readonly string[] } {
  const exec = flags.string("exec-path");
  if (!flags.bool("enable-exec") && exec !== "") throw new Error("must specify --enable-exec with --exec-path");
  const [folder, ...data] = args;
  const hasFunction = flags.string("image") !== "" || exec !== "";
  if (data.length > 0 && !hasFunction) {
    throw new Error("0 or 1 arguments supported, function arguments go after '--'");
  }
  return { folder, data };
}

/** The configuration that stands for `--image` or `--exec-path`. */
function functionOfFlags({ flags }: RunContext, data: readonly string[]): Node | undefined {
  const [image, exec] = [flags.string("image"), flags.string("exec-path")];
  if (image === "" && exec === "") return undefined;
  const spec =
    image === ""
      ? { exec: new Map([["path", exec]]) }
      : { container: new Map<string, string | boolean>([["image", image]]) };
  if (image !== "" && flags.bool("network")) spec.container?.set("network", true);
  let kind = "ConfigMap";
  const entries = new Map<string, string>();
  data.forEach((item, at) => {
    const equals = item.indexOf("=");
    if (equals >= 0) entries.set(item.slice(0, equals), item.slice(equals + 1));
    else if (at === 0) kind = item;
    else throw new Error("args must have keys and values separated by =");
  });
  const annotation = marshal(new Map(Object.entries(spec)));
  const text = [
    "metadata:",
    "  name: function-input",
    "  annotations:",
    `    config.kubernetes.io/function: ${JSON.stringify(annotation)}`,
    entries.size === 0 ? "data: {}" : "data:",
    ...[...entries].map(([key, value]) => `  ${JSON.stringify(key)}: ${plain(value)}`),
    `kind: ${kind}`,
    "apiVersion: v1",
  ];
  const [config] = readText(text.join("\n"), { omitAnnotations: true }).items;
  return config;
}

/** Values are given as they were typed, so that the function decides on their type. */
function plain(value: string): string {
  return /^[\w./-]+$/.test(value) ? value : JSON.stringify(value);
}

/** Deepest folders first, then in order of paths and documents. */
function functionsAmong(items: readonly Node[]): Node[] {
  const functions = items.filter((item) => functionSpec(objectOf(item)) !== undefined);
  return functions.toSorted((a, b) => {
    const [left, right] = [annotationOf(a, PATH) ?? "", annotationOf(b, PATH) ?? ""];
    if (left === right) return 0;
    const [from, to] = [folderOf(left), folderOf(right)];
    const [depthA, depthB] = [depthOf(from), depthOf(to)];
    return depthB - depthA || (from < to ? -1 : from > to ? 1 : 0);
  });
}

function folderOf(path: string): string {
  const folder = dir(path);
  return base(folder) === "functions" ? dir(folder) : folder;
}

function depthOf(folder: string): number {
  return folder === "." ? 0 : folder.split("/").length;
}
