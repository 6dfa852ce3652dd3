/** `helm create` (Helm 4.3.1 pkg/cmd/create.go; Helm 3.22.0 the same but for some comments of the scaffold). */
import { existing, peek } from "../../base/index.ts";
import { GoError, toBytes } from "../../go/index.ts";
import * as path from "../../go/path/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { checkNewName, filesFromStarter, type NewFile, scaffold } from "../../helm/create/index.ts";
import { wrap } from "../../helm/index.ts";
import { gzip } from "../../sys/index.ts";
import type { CommandContext } from "../context.ts";
import { loadLocated } from "./chart/load.ts";

export function run(context: CommandContext): void {
  const { args, flags, out, env } = context;
  const [target = ""] = args;
  out.write(`Creating ${target}\n`);
  const version = flags.has("chart-api-version") ? flags.string("chart-api-version") : "v2";
  if (version === "v3") refuseV3(env.get("HELM_EXPERIMENTAL_CHART_V3"));
  if (version !== "v2" && version !== "") {
    throw new GoError(`unsupported chart API version: ${version} (supported: v2, v3)`);
  }
  const starter = flags.string("starter");
  if (starter === "") createPlain(context, target);
  else createFromStarter(context, { target, starter });
}

function refuseV3(gate: string | undefined): never {
  if (gate !== undefined && gate !== "") throw new GoError("charts of version v3 cannot be created yet");
  throw new GoError(
    "this feature has been marked as experimental and is not enabled by default. " +
      "Please set HELM_EXPERIMENTAL_CHART_V3=1 in your environment to use this feature",
  );
}

function createPlain(context: CommandContext, target: string): void {
  const { files, out, cwd, dialect } = context;
  const name = path.base(target);
  checkNewName(name);
  const parent = path.absolute(path.dir(target), cwd);
  if (existing(files, parent).kind !== "directory") throw new GoError(`no such directory ${parent}`);
  const folder = path.join(parent, name);
  refuseFile(context, folder, folder);
  for (const file of scaffold(name, dialect)) {
    const place = path.join(folder, file.path);
    if (peek(files, place) !== undefined) out.write(`WARNING: File ${quote(place)} already exists. Overwriting.\n`);
    write(context, place, toBytes(file.text));
  }
  files.makeDirectory(path.join(folder, "charts"));
}

/** `shown` is how Helm names the folder in the message. */
function refuseFile({ files }: CommandContext, folder: string, shown: string): void {
  const found = peek(files, folder);
  if (found === undefined || found.kind === "directory") return;
  throw new GoError(`file ${shown} already exists and is not a directory`);
}

function createFromStarter(context: CommandContext, { target, starter }: { target: string; starter: string }): void {
  const { cwd, dialect, settings, files } = context;
  const name = path.base(target);
  const source = path.isAbsolute(starter) ? starter : path.join(settings.dataHome, "starters", starter);
  const chart = wrap(`could not load ${source}`, () => loadLocated(context, source));
  const made = filesFromStarter(chart, name, { dialect, gzip, nowMs: Date.now });
  const shown = path.join(path.dir(target), name);
  const folder = path.absolute(shown, cwd);
  refuseFile(context, folder, shown);
  files.makeDirectory(folder);
  for (const file of made) writeNew(context, folder, file);
}

function writeNew(context: CommandContext, folder: string, file: NewFile): void {
  write(context, path.join(folder, file.path), file.bytes);
}

function write({ files }: CommandContext, place: string, bytes: Uint8Array): void {
  files.makeDirectory(path.dir(place));
  files.write(place, bytes, { mode: 0o644 });
}
