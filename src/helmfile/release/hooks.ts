/** Hooks of state files and of releases: programs that are run at events (pkg/event/bus.go). */
import { GoError, Struct, type Value, within } from "../../go/index.ts";
import { environmentStruct } from "../load/environment.ts";
import type { State } from "../load/state.ts";
import type { Hook, Release } from "../spec/state.ts";
import { isOn } from "../template/functions.ts";
import { Renderer } from "../template/renderer.ts";
import { type Command, CommandFailure, type World } from "../world.ts";
import { goRelease } from "./go-release.ts";

export interface Event {
  readonly name: "prepare" | "preapply" | "presync" | "preuninstall" | "postuninstall" | "postsync" | "cleanup";
  /** What failed before, for those that clean up. */
  readonly error?: Error | undefined;
  /** What templates see as `.HelmfileCommand`. */
  readonly command: string;
}

/** Hooks of the state file itself. Throws `GoError`. */
export function triggerGlobal(world: World, state: State, event: Event): void {
  trigger(world, state, { hooks: state.spec.hooks ?? [], event, data: [] });
}

/** Hooks of a release. Throws `GoError`. */
export function triggerRelease(
  world: World,
  state: State,
  { release, event }: { release: Release; event: Event },
): void {
  const data: [string, Value][] = [
    ["Values", state.values],
    ["Release", goRelease(release)],
  ];
  trigger(world, state, { hooks: release.hooks ?? [], event, data });
}

interface Triggered {
  readonly hooks: readonly Hook[];
  readonly event: Event;
  readonly data: readonly (readonly [string, Value])[];
}

function trigger(world: World, state: State, { hooks, event, data }: Triggered): void {
  if (hooks.length > 0 && isOn(world.env("HELMFILE_DISABLE_HOOKS")))
    throw new GoError("HELMFILE_DISABLE_HOOKS is active, hooks are disabled");
  for (const hook of hooks)
    if (hook.events?.includes(event.name) === true) runHook(world, state, { hook, event, data });
}

function runHook(world: World, state: State, { hook, event, data }: Omit<Triggered, "hooks"> & { hook: Hook }): void {
  const name = hook.name ?? (hook.kubectlApply === undefined ? (hook.command ?? "") : "kubectlApply");
  const { command = "", args = [] } = hook.kubectlApply === undefined ? hook : kubectlHook(hook, name, world);
  const scope = hookData(state, event, data);
  const renderer = new Renderer(world, state.folder);
  const words = within(`hook[${name}]`, () => [command, ...args].map((text) => renderer.render(text, scope)));
  const [program = "", ...rest] = words;
  const show = (output: string): void => {
    world.log.debug(`hook[${name}]: ${output}\n`);
    const prefix = `\nhook[${event.name}] logs | `;
    if (hook.showlogs === true) world.log.info(prefix + output.replaceAll("\n", prefix));
  };
  const run = { program, args: rest, env: new Map<string, string>(), folder: state.folder, input: "" };
  within(`hook[${name}]: command \`${program}\` failed`, () => runShown(world, run, show));
}

/** What it writes is shown also where it fails. */
function runShown(world: World, command: Command, show: (output: string) => void): void {
  try {
    show(world.run(command));
  } catch (error) {
    if (error instanceof GoError) show(error instanceof CommandFailure ? error.output : "");
    throw error;
  }
}

/** `kubectlApply` is a short form of `kubectl apply`. */
function kubectlHook({ command, kubectlApply }: Hook, name: string, world: World): Hook {
  if ((command ?? "") !== "") world.log.warn(`warn: ignoring command '${command}' given within a kubectlApply hook`);
  const [filename, kustomize] = [kubectlApply?.get("filename"), kubectlApply?.get("kustomize")];
  if (filename !== undefined && kustomize !== undefined)
    throw new GoError(`hook[${name}]: kustomize & filename cannot be used together`);
  if (filename !== undefined) return { command: "kubectl", args: ["apply", "-f", filename] };
  if (kustomize !== undefined) return { command: "kubectl", args: ["apply", "-k", kustomize] };
  throw new GoError(`hook[${name}]: either kustomize or filename must be given`);
}

function hookData({ environment, spec }: State, { name, error, command }: Event, data: Triggered["data"]): Value {
  const event = new Map<string, Value>([
    ["Name", name],
    ["Error", error === undefined ? null : error.message],
  ]);
  return new Map<string, Value>([
    ["Environment", environmentStruct(environment)],
    ["Namespace", spec.namespace ?? ""],
    ["Event", new Struct("event.event", event)],
    ...data,
    ["HelmfileCommand", command],
  ]);
}
