/** Running a kustomization's generators: its own fields first, then `generators` (api 0.21, runGenerators). */
import { messageOf, within, wrap } from "../error.ts";
import { makeConfigMap, makeSecret, mergeOptions } from "../generate/config-map.ts";
import { configureChart } from "../generate/helm-chart.ts";
import type { GeneratorArgs } from "../kustomization/types.ts";
import { NeedsRemote } from "../load/remotes.ts";
import { loadConfigs } from "../plugin/load.ts";
import { asGenerator, loadPlugin, type Generate } from "../plugin/plugin.ts";
import type { Resource } from "../resource/resource.ts";
import { ResMap } from "../resource/res-map.ts";
import type { TracedEntry } from "./build-trace.ts";
import type { Accumulator } from "./accumulator.ts";
import { configYaml } from "./config-value.ts";
import { refuseControl } from "./refuse-control.ts";
import { builtInOrigin, pluginOrigin, setOrigins, type BuildOrigin } from "./origin.ts";
import type { Target } from "./target.ts";

interface Generator {
  readonly generate: Generate;
  readonly entry: TracedEntry;
  readonly origin: BuildOrigin | undefined;
}

export function runGenerators(target: Target, gathered: Accumulator): void {
  const generators = [...builtInGenerators(target), ...externalGenerators(target)];
  for (const { generate, origin, entry } of generators) {
    const made = ResMap.of(generate()).resources;
    if (origin !== undefined) setOrigins(made, origin);
    target.options.trace?.starts(target, entry, gathered.map.resources);
    try {
      gathered.map.absorb(made);
    } catch (error) {
      throw wrap(error, "merging from generator");
    }
    target.options.trace?.ran(target, entry, made);
  }
}

function builtInGenerators(target: Target): Generator[] {
  const { kustomization, origin, file } = target;
  const originOf = (kind: string): BuildOrigin | undefined =>
    origin === undefined ? undefined : builtInOrigin(origin, file, kind);
  const shared = kustomization.generatorOptions;
  const withShared = <Args extends GeneratorArgs>(args: Args): Args => {
    const options = mergeOptions(args.options, shared);
    return options === undefined ? args : { ...args, options };
  };
  for (const args of kustomization.configMapGenerator ?? []) refuseControl("ConfigMapGenerator", args);
  for (const args of kustomization.secretGenerator ?? []) refuseControl("SecretGenerator", args);
  return [
    ...(kustomization.configMapGenerator ?? []).map((args, index) => ({
      generate: (): Resource[] => [makeConfigMap(withShared(args), target)],
      origin: originOf("ConfigMapGenerator"),
      entry: { kind: "ConfigMapGenerator", index },
    })),
    ...(kustomization.secretGenerator ?? []).map((args, index) => ({
      generate: (): Resource[] => [makeSecret(withShared(args), target)],
      origin: originOf("SecretGenerator"),
      entry: { kind: "SecretGenerator", index },
    })),
    ...(kustomization.helmCharts ?? []).map((chart, index) => ({
      generate: helmGenerator(target, chart),
      origin: originOf("HelmChartInflationGenerator"),
      entry: { kind: "HelmChartInflationGenerator", index },
    })),
  ];
}

function helmGenerator(target: Target, chart: NonNullable<Target["kustomization"]["helmCharts"]>[number]): Generate {
  const globals = target.kustomization.helmGlobals ?? {};
  const namespace = chart.namespace || target.kustomization.namespace || target.chartNamespace;
  const full = namespace === "" ? chart : { ...chart, namespace };
  const kind = "HelmChartInflationGenerator";
  return within(
    () => `trouble configuring builtin ${kind} with config: \`\n${configYaml({ ...globals, ...full })}\``,
    () => configureChart({ ...full }, { ...globals }, target),
  );
}

function externalGenerators(target: Target): Generator[] {
  try {
    const configs = loadConfigs(target, target.kustomization.generators ?? []);
    return configs.map((config, index) => ({
      entry: { kind: "generators", index, config },
      generate: within("failed to load generator", () => asGenerator(loadPlugin(config, target), config)),
      origin: pluginOrigin(config),
    }));
  } catch (error) {
    if (error instanceof NeedsRemote) throw error;
    throw wrap(messageOf(error), "loading generator plugins");
  }
}
