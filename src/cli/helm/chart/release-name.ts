/** The release's name and the chart, from arguments and flags (helm pkg/action/install.go, NameAndChart). */
import { base } from "../../../go/path/index.ts";
import { TemplateSet } from "../../../go/template/index.ts";
import { func, type FuncMap, GoError } from "../../../go/index.ts";
import { sprig, type SprigPorts } from "../../../sprig/index.ts";
import { NO_HOSTS, machineClock, machineDigest, machineKeys, machineRandom, machineZones } from "../../../sys/index.ts";
import type { CommandContext } from "../../context.ts";
import type { Outside } from "./outside.ts";

/** `fallback` names releases that were given no name; without it a name must be given. Throws `GoError`. */
export async function nameAndChart(
  context: CommandContext,
  options: { fallback?: string } = {},
): Promise<{ name: string; chart: string }> {
  const { args, flags } = context;
  const [first = "", second = ""] = args;
  if (args.length > 2) {
    throw new GoError(`expected at most two arguments, unexpected arguments: ${args.slice(2).join(", ")}`);
  }
  const template = flags.string("name-template");
  if (args.length === 2) {
    if (flags.bool("generate-name")) throw new GoError("cannot set --generate-name and also specify a name");
    if (template !== "") throw new GoError("cannot set --name-template and also specify a name");
    return { name: first, chart: second };
  }
  if (template !== "") return { name: await nameFromTemplate(template, context), chart: first };
  if (options.fallback !== undefined) return { name: options.fallback, chart: first };
  if (!flags.bool("generate-name")) throw new GoError("must either provide a name or specify --generate-name");
  return { name: generatedName(first), chart: first };
}

function generatedName(chart: string): string {
  const name = base(chart);
  const stem = name === "." || name === "" ? "chart" : (name.split(".", 1)[0] ?? "");
  return `${stem}-${machineClock.now() / 1_000_000_000n}`;
}

/** Here, unlike in charts, Sprig may read the environment and ask for hosts. */
async function nameFromTemplate(template: string, context: CommandContext): Promise<string> {
  const outside = new (await import("./outside.ts")).Outside();
  const set = new TemplateSet({ functions: functionsOf(context, outside) });
  const parsed = set.parse("name-template", template);
  return await outside.render(() => set.executeTemplate(parsed, null));
}

function functionsOf({ env }: CommandContext, outside: Outside): FuncMap {
  const variable = (name: string) => env.get(name) ?? "";
  const expand = (text: string) =>
    text.replace(/\$(?:\{([^}]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g, (_, braced: string, plain: string) =>
      variable(braced ?? plain),
    );
  const functions = sprigFunctions(env, outside);
  return new Map([
    ...functions,
    ["env", func("env", "string", variable)],
    ["expandenv", func("expandenv", "string", expand)],
  ]);
}

/** Sprig over this machine's clock, randomness and zones. */
export function sprigFunctions(
  env: CommandContext["env"],
  { keys, hosts }: Partial<Pick<SprigPorts, "keys" | "hosts">> = {},
): FuncMap {
  return sprig({
    clock: machineClock,
    random: machineRandom,
    zones: machineZones(env),
    hosts: hosts ?? NO_HOSTS,
    keys: keys ?? machineKeys(),
    digest: machineDigest,
  });
}
