import { type GoMap, Struct, TypedMap, type Value } from "../../go/index.ts";
import { environmentStruct } from "../load/environment.ts";
import type { State } from "../load/state.ts";
import type { Release } from "../spec/state.ts";

/** The data of templates in fields and values of releases (pkg/state/types.go, `releaseTemplateData`). */
export function releaseData(
  { spec, environment }: Pick<State, "spec" | "environment">,
  release: Release,
  values: GoMap,
): Struct {
  return new Struct(
    "state.releaseTemplateData",
    new Map<string, Value>([
      ["Environment", environmentStruct(environment)],
      ["Release", releaseStruct(release)],
      ["Values", values],
      ["StateValues", values],
      ["KubeContext", spec.kubeContext ?? ""],
      ["Namespace", spec.namespace ?? ""],
      ["Chart", spec.chart ?? ""],
    ]),
  );
}

function releaseStruct(release: Release): Struct {
  const { name = "", namespace = "", chart = "", version = "", kubeContext = "", labels } = release;
  return new Struct(
    "state.releaseTemplateDataRelease",
    new Map<string, Value>([
      ["Name", name],
      ["Namespace", namespace],
      ["Labels", new TypedMap("map[string]string", labels, "")],
      ["Chart", chart],
      ["ChartVersion", version],
      ["KubeContext", kubeContext],
    ]),
  );
}
