/** Objects as a table for people: the recorded columns of built-in kinds, those that definitions name for others. */
import {
  isNumber,
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  valueAt,
  writeJson,
  type JsonObject,
  type JsonValue,
} from "../../../kube/index.ts";
import { definitionVersion, DEFINITIONS, type Kind } from "../../schema/kinds.ts";
import type { Store } from "../../storage/store.ts";
import { columnsOf, type Column } from "./columns.ts";
import { CELLS } from "./cells.ts";
import { podConditions } from "./pod-cells.ts";
import { ageOf, count, nameOf, plainValue, since, type Cells } from "./texts.ts";

interface TableOptions {
  readonly kind: Kind;
  readonly store: Store;
  readonly now: number;
  /** `None`, `Metadata` (usual) or `Object`. */
  readonly include: string;
}

interface Layout {
  readonly columns: readonly Column[];
  readonly cells: Cells;
}

export function tableOf(objects: readonly JsonObject[], metadata: JsonObject, options: TableOptions): JsonObject {
  const { columns, cells } = layoutOf(options);
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata,
    columnDefinitions: columns.map((column) => ({ ...column })),
    rows: objects.map((object) => ({
      cells: cells(object, options.now),
      ...conditions(object, options),
      object: rowObject(object, options.include),
    })),
  };
}

/** The scale of an object, which is no kind of its own. */
export function scaleTable(scale: JsonObject, { now, include }: Pick<TableOptions, "now" | "include">): JsonObject {
  const [name] = columnsOf("v1/limitranges");
  const columns: Column[] = [
    { ...{ name: "Name", type: "string", format: "", priority: 0 }, description: name?.description ?? "" },
    { ...COUNT, name: "Desired", description: "replicas is the desired number of instances for the scaled object." },
    {
      ...COUNT,
      name: "Available",
      description: "replicas is the actual number of observed instances of the scaled object.",
    },
    { ...AGE, type: "string" },
  ];
  const cells = [
    nameOf(scale),
    count(scale, "spec", "replicas"),
    count(scale, "status", "replicas"),
    ageOf(scale, now),
  ];
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata: { resourceVersion: textAt(scale, "metadata", "resourceVersion") },
    columnDefinitions: columns.map((column) => ({ ...column })),
    rows: [{ cells, object: rowObject(scale, include) }],
  };
}

const COUNT = { type: "integer", format: "", priority: 0 };

function conditions(object: JsonObject, { kind }: TableOptions): JsonObject {
  const all = kind.resource.kind === "Pod" && kind.custom === undefined ? podConditions(object) : [];
  return all.length === 0 ? {} : { conditions: all };
}

function rowObject(object: JsonObject, include: string): JsonValue {
  if (include === "None") return null;
  if (include === "Object") return object;
  return { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: objectAt(object, "metadata") };
}

function layoutOf({ kind, store }: TableOptions): Layout {
  if (kind.custom !== undefined) return customLayout(kind, store);
  const { apiVersion, name, group } = kind.resource;
  const columns = columnsOf(`${apiVersion}/${name}`);
  const cells = CELLS[group === "" ? name : `${name}.${group}`];
  return cells === undefined ? { columns: columnsOf("v1/limitranges"), cells: created } : { columns, cells };
}

const created: Cells = (object) => [nameOf(object), textAt(object, "metadata", "creationTimestamp")];

/** Columns that the definition of a custom resource names (apiextensions-apiserver pkg/registry/customresource/tableconvertor). */
function customLayout({ resource }: Kind, store: Store): Layout {
  const definition = store.get(DEFINITIONS, `${resource.name}.${resource.group}`);
  const given = listAt(definitionVersion(definition ?? {}, resource.version), "additionalPrinterColumns");
  const [name] = columnsOf("v1/limitranges");
  const first = name === undefined ? [] : [name];
  if (given.length === 0)
    return { columns: [...first, AGE], cells: (object, now) => [nameOf(object), ageOf(object, now)] };
  const columns = given.map((one): Column => ({
    name: textAt(one, "name"),
    type: textAt(one, "type"),
    format: textAt(one, "format"),
    description:
      textAt(one, "description") ||
      `Custom resource definition column (in JSONPath format): ${textAt(one, "jsonPath")}`,
    priority: numberAt(one, "priority") ?? 0,
  }));
  const paths = given.map((one) => jsonPath(textAt(one, "jsonPath")));
  return {
    columns: [...first, ...columns],
    cells: (object, now) => [
      nameOf(object),
      ...paths.map((path, i) => customCell(valueAt(object, ...path), columns[i]?.type ?? "", now)),
    ],
  };
}

const AGE: Column = {
  ...{ name: "Age", type: "date", format: "", priority: 0 },
  description:
    "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
};

function customCell(value: JsonValue | undefined, type: string, now: number): JsonValue {
  if (value === undefined || value === null) return null;
  switch (type) {
    case "integer":
      return typeof value === "bigint" ? value : isNumber(value) ? Math.trunc(value) : null;
    case "number":
      return isNumber(value) ? Number(value) : null;
    case "boolean":
      return typeof value === "boolean" ? value : null;
    case "date":
      return typeof value === "string" ? since(value, now) : null;
    default:
      return isObject(value) || Array.isArray(value) ? writeJson(value) : plainValue(value);
  }
}

/** Simple paths: `.spec.a[0].b`. */
function jsonPath(path: string): (string | number)[] {
  return [...path.matchAll(/\.((?:\\.|[^.[\]])+)|\[(\d+)\]|\['([^']+)'\]/g)].map(([, key, index, quoted]) =>
    index === undefined ? (key?.replaceAll("\\", "") ?? quoted ?? "") : Number(index),
  );
}
