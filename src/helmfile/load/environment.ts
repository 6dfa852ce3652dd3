/** An environment: the values of a state file, layer by layer (pkg/environment). */
import type { GoMap, Value } from "../../go/index.ts";
import { Struct } from "../../go/index.ts";
import { mergeMaps } from "../values/merge-maps.ts";
import { withTextKeys } from "../values/text-keys.ts";

export interface Environment {
  readonly name: string;
  readonly kubeContext: string;
  /** Of the environment that was chosen, and of files on the command line. */
  readonly values: GoMap;
  /** `values` of the state file itself, below all others. */
  readonly defaults: GoMap;
  /** `--state-values-set`, above all others. */
  readonly overrides: GoMap;
}

export function newEnvironment(name: string, more: Partial<Environment> = {}): Environment {
  return { name, kubeContext: "", values: new Map(), defaults: new Map(), overrides: new Map(), ...more };
}

/** One environment over another; either may be missing. */
export function layered(below: Environment | undefined, above: Environment | undefined): Environment | undefined {
  if (below === undefined || above === undefined) return below ?? above;
  return {
    name: above.name || below.name,
    kubeContext: above.kubeContext || below.kubeContext,
    values: mergeMaps(below.values, above.values),
    defaults: mergeMaps(below.defaults, above.defaults),
    overrides: mergeMaps(below.overrides, above.overrides, "elements"),
  };
}

/** What templates see as `.Values`. Throws `GoError` for keys that are no text. */
export function mergedValues({ defaults, values, overrides }: Environment): GoMap {
  return withTextKeys(mergeMaps(mergeMaps(defaults, values), overrides, "elements"));
}

/** What templates see as `.Environment`. */
export function environmentStruct({ name, kubeContext, values, defaults, overrides }: Environment): Struct {
  return new Struct(
    "environment.Environment",
    new Map<string, Value>([
      ["Name", name],
      ["KubeContext", kubeContext],
      ["Values", values],
      ["Defaults", defaults],
      ["CLIOverrides", overrides],
    ]),
  );
}

/** The data of templates in state files and in values of environments (pkg/state/types.go). */
export function environmentData(
  environment: Environment,
  { namespace = "", values }: { namespace?: string; values: GoMap },
): Struct {
  const shown = { ...environment, values: mergeMaps(environment.values, environment.overrides, "elements") };
  return new Struct(
    "*state.EnvironmentTemplateData",
    new Map<string, Value>([
      ["Environment", environmentStruct(shown)],
      ["Namespace", namespace],
      ["Values", values],
      ["StateValues", values],
    ]),
  );
}
