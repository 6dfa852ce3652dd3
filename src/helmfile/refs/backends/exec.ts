import { attempt, fromBytes, GoError, within } from "../../../go/index.ts";
import { atoi, quote } from "../../../go/strconv/index.ts";
import type { Reference, Setting } from "../reference.ts";
import type { RefCommand, RefWorld } from "../world.ts";
import type { Backend } from "./backend.ts";
import { yamlMap } from "./yaml-map.ts";

const TIMEOUT_SECONDS = 30;
const VARIABLE = "env_";

interface ExecOptions {
  readonly reference: Reference;
  readonly setting: Setting;
}

/** What a program writes: `exec://PROGRAM/ARGUMENT…`, or a path from the root that is the program alone. */
export function exec(world: RefWorld, options: ExecOptions): Backend {
  const text = (path: string): string => output(world, commandOf(path.replace(/\/$/, ""), options), options.setting);
  return {
    text,
    map(path) {
      const written = text(path);
      return within("exec provider: failed to parse output as YAML/JSON", () => yamlMap(written));
    },
  };
}

function commandOf(path: string, { reference, setting }: ExecOptions): RefCommand {
  const [program = "", ...inPath] = path.startsWith("/") ? [path] : path.split("/");
  if (program === "") throw new GoError("exec provider: empty command");
  const given = setting("args");
  const variables = [...reference.params].filter(([name]) => name.startsWith(VARIABLE));
  return {
    program,
    args: [...inPath, ...(given === "" ? [] : given.split(","))],
    variables: Object.fromEntries(variables.map(([name, value]) => [name.slice(VARIABLE.length), value])),
    timeoutSeconds: timeoutOf(setting("timeout")),
  };
}

function timeoutOf(text: string): number {
  const seconds = Number(attempt(() => atoi(text)) ?? 0n);
  return seconds > 0 ? seconds : TIMEOUT_SECONDS;
}

function output(world: RefWorld, command: RefCommand, setting: Setting): string {
  if (world.exec === undefined) throw new GoError("exec provider: commands cannot be run here");
  const { stdout, stderr, failure } = world.exec(command);
  if (failure !== undefined) {
    const complaint = fromBytes(stderr).trim();
    const why = complaint === "" ? failure : `${failure} (stderr: ${complaint})`;
    throw new GoError(`exec provider: command ${quote(command.program)} failed: ${why}`);
  }
  const text = fromBytes(stdout);
  return setting("trim") === "false" ? text : text.replace(/[ \t\n\r]+$/, "");
}
