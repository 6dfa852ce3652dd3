/** Columns of tables, the subresource scale, and fields to select by: paths into the objects of a version. */
import {
  isObject,
  listAt,
  objectAt,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../../../kube/index.ts";
import { duplicateValue, invalidValue, required, type FieldError, tooManyItems } from "../../../wire/refusal.ts";

const TYPES = ["boolean", "date", "integer", "number", "string"];
const FORMATS = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

export function columnErrors(columns: readonly JsonValue[], at: string): FieldError[] {
  return columns.flatMap((column, i) => {
    const place = `${at}[${i}]`;
    const [type, format] = [textAt(column, "type"), textAt(column, "format")];
    const must = `must be one of ${TYPES.join(",")}`;
    return [
      ...(textAt(column, "name") === "" ? [required(`${place}.name`)] : []),
      ...(type === "" ? [required(`${place}.type`, must)] : []),
      ...(type === "" || TYPES.includes(type) ? [] : [invalidValue(`${place}.type`, type, must)]),
      ...(format === "" || FORMATS.includes(format)
        ? []
        : [invalidValue(`${place}.format`, format, `must be one of ${FORMATS.join(",")}`)]),
      ...pathErrors(textAt(column, "jsonPath"), `${place}.JSONPath`),
    ];
  });
}

function pathErrors(path: string, at: string): FieldError[] {
  if (path === "") return [required(at)];
  return isSimple(path) ? [] : [invalidValue(at, path, SIMPLE)];
}

const SIMPLE = "must be a simple json path starting with .";
const isSimple = (path: string): boolean => path.startsWith(".");

export function scaleErrors(subresources: JsonObject, at: string): FieldError[] {
  const scale = subresources["scale"];
  if (!isObject(scale)) return [];
  const place = (key: string): string => `${at}.scale.${key}`;
  const under = (key: string, roots: readonly string[]): FieldError[] => {
    const path = textAt(scale, key);
    if (!isSimple(path)) return [invalidValue(place(key), path, SIMPLE)];
    if (roots.some((root) => path.startsWith(`${root}.`))) return [];
    const where = roots.length === 1 ? roots[0] : `either ${roots.join(" or ")}`;
    return [invalidValue(place(key), path, `should be a json path under ${where}`)];
  };
  const needed = (key: string, root: string): FieldError[] =>
    textAt(scale, key) === "" ? [required(place(key))] : under(key, [root]);
  return [
    ...needed("specReplicasPath", ".spec"),
    ...needed("statusReplicasPath", ".status"),
    ...(textAt(scale, "labelSelectorPath") === "" ? [] : under("labelSelectorPath", [".spec", ".status"])),
  ];
}

const SELECTABLE_MAX = 8;

export function selectableErrors(version: JsonObject, at: string): FieldError[] {
  const paths = listAt(version, "selectableFields").map((one) => textAt(one, "jsonPath"));
  if (paths.length === 0) return [];
  const schema = valueAt(version, "schema", "openAPIV3Schema");
  if (!isObject(schema)) return [invalidValue(at, "", "may only be set when validations.schema is included")];
  return [
    ...paths.flatMap((path, i) => {
      const place = `${at}[${i}].jsonPath`;
      if (path === "") return [required(place)];
      if (paths.indexOf(path) < i) return [duplicateValue(place, path)];
      const why = selectableProblem(path, schema);
      return why === "" ? [] : [invalidValue(place, path, why)];
    }),
    ...(new Set(paths).size > SELECTABLE_MAX ? [tooManyItems(at, paths.length, SELECTABLE_MAX)] : []),
  ];
}

const POINTS =
  "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.";

function selectableProblem(path: string, schema: JsonObject): string {
  const found = fieldAt(path, schema);
  if (typeof found === "string") return `is an invalid path: ${found}`;
  return ["string", "boolean", "integer"].includes(textAt(found, "type")) ? "" : POINTS;
}

/** The schema of what a path of names leads to; or why there is none. */
function fieldAt(path: string, schema: JsonObject): JsonObject | string {
  let at: JsonValue = schema;
  const step = /\.([^.[\]]+)|(\[)|([^.[]+)|(\.)/gy;
  for (const [, name, bracket, other] of path.matchAll(step)) {
    if (bracket !== undefined) return "array notation is not allowed";
    if (other !== undefined) return `expected [ or . but got: ${other}`;
    if (name === undefined) return "unexpected end of JSON path";
    const below: JsonValue | undefined = objectAt(at, "properties")[name];
    if (below === undefined || (at === schema && name === "metadata")) return "does not refer to a valid field";
    at = below;
  }
  return isObject(at) ? at : {};
}
