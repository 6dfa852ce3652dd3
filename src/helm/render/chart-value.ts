/** `.Chart` as templates see it: a map with capitalised keys in Helm 4, a struct in Helm 3 (helm pkg/chart/common.go, pkg/engine). */
import {
  type GoMap,
  type List,
  PromotedFields,
  Slice,
  stringSlice,
  Struct,
  TypedMap,
  TypedNil,
  type Value,
} from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dependency, Maintainer, Metadata } from "../chart/metadata.ts";
import type { Dialect } from "../dialect.ts";
import { JsonView } from "../json-view.ts";

export function chartValue(chart: Chart, dialect: Dialect): Value {
  return dialect === "helm4" ? asMap(chart) : asStruct(chart);
}

type Field = readonly [name: string, key: string, value: Value];

/** The fields of Chart.yaml in Go's order. */
function metadataFields(metadata: Metadata, make: Maker): Field[] {
  return [
    ["Name", "name", metadata.name],
    ["Home", "home", metadata.home],
    ["Sources", "sources", make.texts(metadata.sources)],
    ["Version", "version", metadata.version],
    ["Description", "description", metadata.description],
    ["Keywords", "keywords", make.texts(metadata.keywords)],
    ["Maintainers", "maintainers", make.maintainers(metadata.maintainers?.filter((item) => item !== null))],
    ["Icon", "icon", metadata.icon],
    ["APIVersion", "apiVersion", metadata.apiVersion],
    ["Condition", "condition", metadata.condition],
    ["Tags", "tags", metadata.tags],
    ["AppVersion", "appVersion", metadata.appVersion],
    ["Deprecated", "deprecated", metadata.deprecated],
    ["Annotations", "annotations", annotations(metadata.annotations)],
    ["KubeVersion", "kubeVersion", metadata.kubeVersion],
    ["Dependencies", "dependencies", make.dependencies(metadata.dependencies?.filter((item) => item !== null))],
    ["Type", "type", metadata.type],
  ];
}

function maintainerFields(maintainer: Maintainer): Field[] {
  return [
    ["Name", "name", maintainer.name],
    ["Email", "email", maintainer.email],
    ["URL", "url", maintainer.url],
  ];
}

function dependencyFields(dependency: Dependency, make: Maker): Field[] {
  return [
    ["Name", "name", dependency.name],
    ["Version", "version", dependency.version],
    ["Repository", "repository", dependency.repository],
    ["Condition", "condition", dependency.condition],
    ["Tags", "tags", make.texts(dependency.tags)],
    ["Enabled", "enabled", dependency.enabled],
    ["ImportValues", "import-values", make.values(dependency.importValues)],
    ["Alias", "alias", dependency.alias],
  ];
}

/** How a dialect represents lists. */
interface Maker {
  texts(items: readonly string[] | undefined): Value;
  values(items: List | undefined): Value;
  maintainers(items: readonly Maintainer[] | undefined): Value;
  dependencies(items: readonly Dependency[] | undefined): Value;
}

function annotations(map: ReadonlyMap<string, string> | undefined): Value {
  return map === undefined ? new TypedNil("map[string]string") : new TypedMap("map[string]string", map, "");
}

// --- Helm 4

const MAPS: Maker = {
  texts: (items) => [...(items ?? [])],
  values: (items) => [...(items ?? [])],
  maintainers: (items) => (items ?? []).map((item) => byName(maintainerFields(item))),
  dependencies: (items) => (items ?? []).map((item) => byName(dependencyFields(item, MAPS))),
};

function byName(fields: readonly Field[]): GoMap {
  return new Map(fields.map(([name, , value]) => [name, value]));
}

function asMap(chart: Chart): GoMap {
  return byName(metadataFields(chart.metadata, MAPS)).set("IsRoot", chart.isRoot);
}

// --- Helm 3

const STRUCTS: Maker = {
  texts: (items) => (items === undefined ? new TypedNil("[]string") : stringSlice(items)),
  values: (items) => (items === undefined ? new TypedNil("[]interface {}") : items),
  maintainers: (items) => slice("Maintainer", items?.map(maintainerFields)),
  dependencies: (items) =>
    slice(
      "Dependency",
      items?.map((item) => dependencyFields(item, STRUCTS)),
      ["name", "repository"],
    ),
};

function slice(name: string, items: readonly Field[][] | undefined, always: readonly string[] = []): Value {
  const type = `[]*chart.${name}`;
  if (items === undefined) return new TypedNil(type);
  return new Slice(
    type,
    items.map((fields) => structOf(`*chart.${name}`, fields, always)),
  );
}

function structOf(type: string, fields: readonly Field[], always: readonly string[]): Struct {
  return new Struct(type, byName(fields), undefined, new JsonView(jsonOf(fields, always)));
}

/** Every field is `omitempty` but for those in `always`. */
function jsonOf(fields: readonly Field[], always: readonly string[]): GoMap {
  const kept = fields.filter(([, key, value]) => always.includes(key) || !isEmpty(value));
  return new Map(kept.map(([, key, value]) => [key, value]));
}

function isEmpty(value: Value): boolean {
  if (value === "" || value === false || value instanceof TypedNil) return true;
  if (value instanceof Map) return value.size === 0;
  if (value instanceof Slice) return value.items.length === 0;
  return Array.isArray(value) && value.length === 0;
}

/** A struct that embeds Metadata: its fields are found directly too, but it prints as one. */
function asStruct(chart: Chart): Struct {
  const fields = metadataFields(chart.metadata, STRUCTS);
  const metadata = structOf("chart.Metadata", fields, []);
  const json = jsonOf(fields, []).set("IsRoot", chart.isRoot);
  const own = new Map<string, Value>([
    ["Metadata", metadata],
    ["IsRoot", chart.isRoot],
  ]);
  return new Struct(
    "struct { chart.Metadata; IsRoot bool }",
    new PromotedFields(own, "Metadata"),
    undefined,
    new JsonView(json),
  );
}
