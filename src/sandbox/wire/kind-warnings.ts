/** What is told of kinds that are served, but should be used no more (k8s.io/api zz_generated.prerelease-lifecycle.go 0.36). */
import type { Kind } from "../schema/kinds.ts";

const WARNINGS: Readonly<Record<string, string>> = {
  "v1/endpoints": "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
  "v1/componentstatuses": "v1 ComponentStatus is deprecated in v1.19+",
};

export function kindWarnings({ resource: { apiVersion, name }, deprecation }: Kind): readonly string[] {
  if (deprecation !== undefined) return [deprecation];
  const warning = WARNINGS[`${apiVersion}/${name}`];
  return warning === undefined ? [] : [warning];
}
