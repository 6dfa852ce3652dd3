/**
 * Chart.yaml and its parts as encoding/json sees the structs (helm pkg/chart/v2: metadata.go, dependency.go): fields in their order,
 * empty ones left out. Marshal with `sortKeys: false`; YAML sorts anyway.
 */
import { compareStrings, type GoMap, type Value } from "../../go/index.ts";
import type { Dependency, Lock, Maintainer, Metadata } from "./metadata.ts";

export function metadataToJson(metadata: Metadata): GoMap {
  return present([
    ["name", metadata.name],
    ["home", metadata.home],
    ["sources", metadata.sources],
    ["version", metadata.version],
    ["description", metadata.description],
    ["keywords", metadata.keywords],
    ["maintainers", metadata.maintainers?.map((maintainer) => maintainer && maintainerToJson(maintainer))],
    ["icon", metadata.icon],
    ["apiVersion", metadata.apiVersion],
    ["condition", metadata.condition],
    ["tags", metadata.tags],
    ["appVersion", metadata.appVersion],
    ["deprecated", metadata.deprecated],
    ["annotations", sortedMap(metadata.annotations)],
    ["kubeVersion", metadata.kubeVersion],
    ["dependencies", metadata.dependencies?.map((dependency) => dependency && dependencyToJson(dependency))],
    ["type", metadata.type],
  ]);
}

function maintainerToJson({ name, email, url }: Maintainer): GoMap {
  return present([
    ["name", name],
    ["email", email],
    ["url", url],
  ]);
}

export function dependencyToJson(dependency: Dependency): GoMap {
  return new Map<string, Value>([
    ["name", dependency.name],
    ...present([["version", dependency.version]]),
    ["repository", dependency.repository],
    ...present([
      ["condition", dependency.condition],
      ["tags", dependency.tags],
      ["enabled", dependency.enabled],
      ["import-values", dependency.importValues?.map(sortedDeep)],
      ["alias", dependency.alias],
    ]),
  ]);
}

type Field = readonly [name: string, value: Value];

/** `omitempty`: no empty text, `false`, empty lists and maps. */
function present(fields: readonly Field[]): Map<string, Value> {
  return new Map(fields.filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: Value): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Map) return value.size === 0;
  return value === undefined || value === "" || value === false;
}

export function sortedMap<T extends Value>(map: ReadonlyMap<string, T> | undefined): Map<string, T> | undefined {
  return map === undefined ? undefined : new Map([...map].sort(([a], [b]) => compareStrings(a, b)));
}

/** As Go writes maps, at every depth. */
export function sortedDeep(value: Value): Value {
  if (Array.isArray(value)) return value.map(sortedDeep);
  if (!(value instanceof Map)) return value;
  return new Map([...(sortedMap(value) ?? [])].map(([key, item]) => [key, sortedDeep(item)]));
}

export function lockToJson({ generated, digest, dependencies }: Lock): GoMap {
  const list = dependencies?.map((dependency) => dependency && dependencyToJson(dependency)) ?? null;
  return new Map<string, Value>([
    ["generated", generated],
    ["digest", digest],
    ["dependencies", list],
  ]);
}
