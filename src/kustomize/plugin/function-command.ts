/** The program behind a function: the one its configuration names, or docker for an image (kyaml fn/runtime, 0.21). */
import { compareStrings } from "../../go/index.ts";
import { isAbsolute, join } from "../../go/path/index.ts";
import type { FunctionSpec, StorageMount } from "./function-spec.ts";
import type { FunctionOptions } from "./run-functions.ts";

export interface FunctionCommand {
  readonly path: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** How `--log-steps` calls it. */
  readonly label: string;
}

/** `undefined` when the function may not be run, which leaves it out. */
export function functionCommand(spec: FunctionSpec, options: FunctionOptions): FunctionCommand | undefined {
  const { container, exec } = spec;
  if ((container?.image ?? "") !== "") {
    return { path: "docker", args: dockerArguments(spec, options), env: {}, label: container?.image ?? "" };
  }
  if (!options.enableExec || (exec?.path ?? "") === "") return undefined;
  const path = exec?.path ?? "";
  return { path, args: exec?.args ?? [], env: environment([...(exec?.envs ?? []), ...options.env]), label: path };
}

/** Only `name=value` with one equals sign counts. */
function environment(entries: readonly string[]): Record<string, string> {
  const pairs = entries.map((entry) => entry.split("=")).filter((parts) => parts.length === 2);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function dockerArguments({ container = {} }: FunctionSpec, options: FunctionOptions): string[] {
  const mounts = [...(container.mounts ?? []), ...options.mounts];
  return [
    ...["run", "--rm", "-i", "-a", "STDIN", "-a", "STDOUT", "-a", "STDERR"],
    ...["--network", container.network === true ? "host" : "none"],
    ...["--user", options.user, "--security-opt=no-new-privileges"],
    ...mounts.flatMap((mount) => ["--mount", mountText(mount, options.directory)]),
    ...containerEnvironment([...(container.envs ?? []), ...options.env]),
    container.image ?? "",
  ];
}

function mountText({ type = "", src = "", dst = "", rw = false }: StorageMount, directory: string): string {
  const source = isAbsolute(src) ? src : join(directory, src);
  return `type=${type},source=${source},target=${dst}${rw ? "" : ",readonly"}`;
}

function containerEnvironment(entries: readonly string[]): string[] {
  const values = new Map([
    ["LOG_TO_STDERR", "true"],
    ["STRUCTURED_RESULTS", "true"],
  ]);
  const exported = new Set<string>();
  for (const entry of entries) {
    const equals = entry.indexOf("=");
    if (equals < 0) exported.add(entry);
    else values.set(entry.slice(0, equals), entry.slice(equals + 1));
  }
  const sorted = [...values].sort(([a], [b]) => compareStrings(a, b));
  return [...sorted.flatMap(([name, value]) => ["-e", `${name}=${value}`]), ...[...exported].flatMap((n) => ["-e", n])];
}
