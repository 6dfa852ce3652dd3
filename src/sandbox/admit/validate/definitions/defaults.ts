/** Defaults in schemas: they have no fields that would be dropped, and are what the schema wants (apiserver schema/defaulting/validation.go). */
import { isObject, objectAt, sameJson, type JsonObject, type JsonValue } from "../../../../kube/index.ts";
import { invalidValue, required, type FieldError } from "../../../wire/refusal.ts";
import { labelMapErrors } from "../../names.ts";
import { valueErrors } from "../../custom.ts";

interface Of {
  /** The root is an object that says what it is, and so is what is embedded. */
  readonly isRoot: boolean;
}

export function defaultErrors(schema: JsonObject, at: string, { isRoot }: Of): FieldError[] {
  const value = schema["default"] ?? null;
  const { items, additionalProperties: values } = schema;
  return [
    ...(value === null ? [] : ownErrors(value, schema, { at: `${at}.default`, isRoot })),
    ...Object.entries(objectAt(schema, "properties"))
      .filter(([name]) => !(isRoot && HEAD.has(name)))
      .flatMap(([name, one]) => (isObject(one) ? defaultErrors(one, `${at}.properties[${name}]`, BELOW) : [])),
    ...(isObject(items) ? defaultErrors(items, `${at}.items`, BELOW) : []),
    ...(isObject(values) ? defaultErrors(values, `${at}.additionalProperties`, BELOW) : []),
  ];
}

const BELOW: Of = { isRoot: false };
const HEAD = new Set(["apiVersion", "kind", "metadata"]);

function ownErrors(value: JsonValue, schema: JsonObject, { at, isRoot }: Of & { readonly at: string }): FieldError[] {
  const isObjectOf = isRoot || schema["x-kubernetes-embedded-resource"] === true;
  const whole = isObjectOf && isObject(value);
  const isPruned = sameJson(pruned(value, schema, isObjectOf), value);
  return [
    ...(isPruned ? [] : [invalidValue(at, value, "must not have unknown fields")]),
    ...(whole ? headErrors(value, at) : []),
    ...valueErrors(value, isObjectOf ? { ...schema, "x-kubernetes-embedded-resource": false } : schema)
      .filter(isOfValue)
      .map((error) => ({
        ...error,
        field: error.field === "<nil>" || error.field === "" ? at : `${at}.${error.field.replace(/^\./, "")}`,
      })),
  ];
}

/** That elements are unique is looked at in objects alone. */
const isOfValue = ({ type }: FieldError): boolean => type !== "FieldValueDuplicate";

function headErrors(value: JsonObject, at: string): FieldError[] {
  const missing = ["apiVersion", "kind"].filter((key) => value[key] === undefined);
  return [
    ...missing.map((key) => required(`${at}.${key}`)),
    ...labelMapErrors(objectAt(value, "metadata", "labels"), `${at}.metadata.labels`),
  ];
}

function pruned(value: JsonValue, schema: JsonValue | undefined, isWhole = false): JsonValue {
  if (!isObject(schema)) return value;
  if (Array.isArray(value)) return value.map((one) => pruned(one, schema["items"]));
  if (!isObject(value)) return value;
  const { properties, additionalProperties: values, "x-kubernetes-preserve-unknown-fields": isOpen } = schema;
  const isEmbedded = isWhole || schema["x-kubernetes-embedded-resource"] === true;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]): [string, JsonValue][] => {
      const property = isObject(properties) ? properties[key] : undefined;
      if (isEmbedded && HEAD.has(key)) return [[key, one]];
      if (property !== undefined) return [[key, pruned(one, property)]];
      if (isObject(values)) return [[key, pruned(one, values)]];
      return isOpen === true || values === true ? [[key, one]] : [];
    }),
  );
}
