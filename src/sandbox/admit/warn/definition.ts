/** Formats in the schemas of custom resources that say nothing (apiextensions-apiserver pkg/registry/customresourcedefinition 0.36). */
import { isObject, listAt, textAt, valueAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { isKnownFormat } from "../text-formats.ts";

/** Of an update what is new is told of. */
export function definitionWarnings(object: JsonObject, before: JsonObject | undefined): string[] {
  const old = before === undefined ? [] : unknownFormats(before);
  const added = unknownFormats(object).filter((one) => !old.includes(one));
  return [...new Set(added)].map((format) => `unrecognized format ${JSON.stringify(format)}`);
}

function unknownFormats(definition: JsonObject): string[] {
  return listAt(definition, "spec", "versions").flatMap((version) =>
    formatsIn(valueAt(version, "schema", "openAPIV3Schema") ?? null),
  );
}

const MAPS = ["properties", "patternProperties", "definitions"];
const LISTS = ["allOf", "anyOf", "oneOf"];
const ONES = ["items", "additionalProperties", "not"];

function formatsIn(schema: JsonValue): string[] {
  if (!isObject(schema)) return [];
  const below = [
    ...MAPS.flatMap((key) => Object.values(isObject(schema[key]) ? schema[key] : {})),
    ...LISTS.flatMap((key) => listAt(schema, key)),
    ...ONES.map((key) => schema[key] ?? null),
  ];
  const [format, type] = [textAt(schema, "format"), textAt(schema, "type")];
  const own = format === "" || isKnown(format, type) ? [] : [format];
  return [...own, ...below.flatMap(formatsIn)];
}

function isKnown(format: string, type: string): boolean {
  switch (type) {
    case "":
    case "string":
      return isKnownFormat(format);
    case "integer":
      return format === "int32" || format === "int64";
    case "number":
      return format === "float" || format === "double";
    default:
      return false;
  }
}
