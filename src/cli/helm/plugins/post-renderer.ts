/** Post-renderers: plugins in Helm 4 (pkg/postrenderer), programs in Helm 3 (pkg/postrender/exec.go). */
import { GoError, fromBytes, toBytes } from "../../../go/index.ts";
import { absolute } from "../../../go/path/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { findPlugin, type Plugin } from "../../../helm/plugin/index.ts";
import { howItEnded, lookProgram, run, StartError, type Finished } from "../../../sys/index.ts";
import { CommandError, type CommandContext } from "../../context.ts";
import { runPostRenderer } from "./run-subprocess.ts";
import { loadOptions } from "./surroundings.ts";

export type PostRender = (manifests: string) => string;

/** The post-renderer that the flags name. Throws `CommandError`, as a wrong flag does, where there is none of that name. */
export function postRendererOf(context: CommandContext): PostRender | undefined {
  const name = context.flags.string("post-renderer");
  if (name === "") return undefined;
  try {
    return context.dialect === "helm4" ? pluginRenderer(context, name) : programRenderer(context, name);
  } catch (error) {
    const cause = (error as Error).message;
    throw new CommandError(`invalid argument ${quote(name)} for ${quote("--post-renderer")} flag: ${cause}`);
  }
}

function pluginRenderer(context: CommandContext, name: string): PostRender {
  const plugin = findPlugin(context.settings.pluginsDirectory, { name, type: "postrenderer/v1" }, loadOptions(context));
  return (manifests) => renderWith(context, plugin, manifests);
}

function renderWith(context: CommandContext, plugin: Plugin, manifests: string): string {
  // Helm 4.3.1 hands a WebAssembly plugin an empty object for the manifests and finds none in its answer, whatever it does.
  if (plugin.metadata.runtime.kind === "extism/v1") {
    throw new GoError(`post-renderer ${quote(plugin.metadata.name)} produced empty output`);
  }
  const extraArgs = context.flags.strings("post-renderer-args");
  const { name } = plugin.metadata;
  const rendered = attempt(`failed to invoke post-renderer plugin ${quote(name)}`, () =>
    fromBytes(runPostRenderer(context, plugin, { manifests: toBytes(manifests), extraArgs })),
  );
  if (rendered.trim() === "") throw new GoError(`post-renderer ${quote(name)} produced empty output`);
  return rendered;
}

function attempt<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new GoError(`${what}: ${(error as Error).message}`, { cause: error });
  }
}

function started(program: string, action: () => Finished): Finished {
  try {
    return action();
  } catch (error) {
    if (error instanceof StartError) throw failedProgram(program, { errors: "", how: error.message });
    throw error;
  }
}

function failedProgram(program: string, { errors, how }: { errors: string; how: string }): GoError {
  return new GoError(`error while running command ${program}. error output:\n${errors}: ${how}`);
}

function programRenderer({ env, cwd, flags }: CommandContext, name: string): PostRender {
  const searchPath = env.get("PATH") ?? "";
  const program = attempt(`unable to find binary at ${name}`, () => absolute(lookProgram(name, searchPath), cwd));
  const args = flags.strings("post-renderer-args");
  return (manifests) => {
    const finished = started(program, () =>
      run({
        ...{ program, args, searchPath, env: new Map(env.entries()) },
        ...{ input: toBytes(manifests), output: "capture", errors: "capture" },
      }),
    );
    if (finished.exitCode === 0) return fromBytes(finished.output);
    throw failedProgram(program, { errors: fromBytes(finished.errors), how: howItEnded(finished) });
  };
}
