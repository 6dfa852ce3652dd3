/** Structural schemas: every value has one type, and what is combined says nothing of types (apiserver schema/validation.go). */
import { isObject, listAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../../../kube/index.ts";
import { forbiddenField, invalidValue, required, type FieldError } from "../../../wire/refusal.ts";

const PRESERVE = "x-kubernetes-preserve-unknown-fields";
const EMBEDDED = "x-kubernetes-embedded-resource";
const EITHER = "x-kubernetes-int-or-string";

type Level = "root" | "item" | "field";

const EMPTY: Readonly<Record<Level, string>> = {
  root: "must not be empty at the root",
  item: "must not be empty for specified array items",
  field: "must not be empty for specified object fields",
};

export function structuralErrors(schema: JsonObject, at: string): FieldError[] {
  return levelErrors(schema, "root", at);
}

function levelErrors(schema: JsonObject, level: Level, at: string): FieldError[] {
  const type = textAt(schema, "type");
  const { items, additionalProperties: values } = schema;
  const isEither = schema[EITHER] === true;
  const isFree = isEither || schema[PRESERVE] === true;
  return [
    ...(schema[PRESERVE] === false ? [invalidValue(`${at}.${PRESERVE}`, false, "must be true or undefined")] : []),
    ...(type === "" && !isFree ? [required(`${at}.type`, EMPTY[level])] : []),
    ...(level === "root" && type === "" && isFree ? [required(`${at}.type`, EMPTY.root)] : []),
    ...(level === "root" && type !== "" && type !== "object"
      ? [invalidValue(`${at}.type`, type, "must be object at the root")]
      : []),
    ...(level === "root" && values !== undefined
      ? [forbiddenField(`${at}.additionalProperties`, "must not be used at the root")]
      : []),
    ...(isEither && schema[PRESERVE] === true
      ? [invalidValue(`${at}.${PRESERVE}`, true, `must be false if ${EITHER} is true`)]
      : []),
    ...(isEither && schema[EMBEDDED] === true
      ? [invalidValue(`${at}.${EMBEDDED}`, true, `must be false if ${EITHER} is true`)]
      : []),
    ...(type === "array" && !isObject(items) ? [required(`${at}.items`, "must be specified")] : []),
    ...(schema[EMBEDDED] === true ? embeddedErrors(schema, type, at) : []),
    ...(level === "root" || schema[EMBEDDED] === true ? headErrors(schema, level, at) : []),
    ...junctionErrors(schema, at, junctionsOf(schema)),
    ...belowErrors(schema, at),
  ];
}

function belowErrors(schema: JsonObject, at: string): FieldError[] {
  const { items, additionalProperties: values } = schema;
  return [
    ...Object.entries(objectAt(schema, "properties")).flatMap(([name, one]) =>
      levelErrors(isObject(one) ? one : {}, "field", `${at}.properties[${name}]`),
    ),
    ...(isObject(items) ? levelErrors(items, "item", `${at}.items`) : []),
    ...(isObject(values) ? levelErrors(values, "field", `${at}.additionalProperties`) : []),
  ];
}

function embeddedErrors(schema: JsonObject, type: string, at: string): FieldError[] {
  const must = `must be object if ${EMBEDDED} is true`;
  const isEmpty = Object.keys(objectAt(schema, "properties")).length === 0;
  return [
    ...(type === "" ? [required(`${at}.type`, must)] : []),
    ...(type === "" || type === "object" ? [] : [invalidValue(`${at}.type`, type, must)]),
    ...(schema["additionalProperties"] === undefined
      ? []
      : [forbiddenField(`${at}.additionalProperties`, `must not be used if ${EMBEDDED} is set`)]),
    ...(isEmpty && schema[PRESERVE] !== true
      ? [required(`${at}.properties`, `must not be empty if ${EMBEDDED} is true without ${PRESERVE}`)]
      : []),
  ];
}

const HEAD: Readonly<Record<string, string>> = { metadata: "object", apiVersion: "string", kind: "string" };

/** What every object has is not for the schema to say. */
function headErrors(schema: JsonObject, level: Level, at: string): FieldError[] {
  return Object.entries(HEAD).flatMap(([key, wanted]) => {
    const property = objectAt(schema, "properties")[key];
    if (!isObject(property)) return [];
    const place = `${at}.properties[${key}]`;
    const type = textAt(property, "type");
    const isFilled = (property["default"] ?? null) !== null;
    return [
      ...(type === wanted ? [] : [invalidValue(`${place}.type`, type, `must be ${wanted}`)]),
      ...(isFilled && level === "root"
        ? [forbiddenField(`${place}.default`, `must not be set in top-level ${key}`)]
        : []),
      ...(key === "metadata" && level === "root" && type === wanted && saysMore(property)
        ? [forbiddenField(place, ONLY_NAMES)]
        : []),
    ];
  });
}

const ONLY_NAMES = "must not specify anything other than name and generateName, but metadata is implicitly specified";

function saysMore(metadata: JsonObject): boolean {
  const others = Object.keys(metadata).filter((key) => !["type", "properties", "default", "description"].includes(key));
  const names = Object.keys(objectAt(metadata, "properties")).filter((key) => key !== "name" && key !== "generateName");
  return others.length + names.length > 0;
}

// --- what is combined

const isEitherPattern = (list: readonly JsonValue[]): boolean =>
  list.length === 2 && ["integer", "string"].every((type, i) => textAt(list[i], "type") === type);

interface Junctions {
  /** Of what is an integer or a string both may be said, in this order. */
  readonly maySayTypes: boolean;
}

const junctionsOf = (schema: JsonObject): Junctions => ({ maySayTypes: schema[EITHER] === true });

function junctionErrors(schema: JsonObject, at: string, { maySayTypes }: Junctions): FieldError[] {
  const not = schema["not"];
  const errors = ["allOf", "anyOf", "oneOf"].flatMap((key) => {
    const list = listAt(schema, key);
    const isEither = maySayTypes && key === "anyOf" && isEitherPattern(list);
    return list.flatMap((one, i) => {
      const nested = {
        maySayTypes: maySayTypes && key === "allOf" && i === 0 && !isEitherPattern(listAt(schema, "anyOf")),
      };
      return isObject(one) ? nestedErrors(one, `${at}.${key}[${i}]`, { isTyped: isEither, nested }) : [];
    });
  });
  const of = { isTyped: false, nested: { maySayTypes: false } };
  return [...errors, ...(isObject(not) ? nestedErrors(not, `${at}.not`, of) : [])];
}

const FORBIDDEN: Readonly<Record<string, string>> = {
  description: "must be empty",
  title: "must be empty",
  default: "must be undefined",
  nullable: "must be false",
  [PRESERVE]: "must be false",
  [EMBEDDED]: "must be false",
  [EITHER]: "must be false",
  "x-kubernetes-list-map-keys": "must be empty",
  "x-kubernetes-list-type": "must be undefined",
  "x-kubernetes-map-type": "must be undefined",
  "x-kubernetes-validations": "must be empty",
};

interface Nested {
  readonly isTyped: boolean;
  readonly nested: Junctions;
}

function nestedErrors(schema: JsonObject, at: string, { isTyped, nested }: Nested): FieldError[] {
  const must = (key: string, why: string): FieldError => forbiddenField(`${at}.${key}`, `${why} to be structural`);
  const isSaid = (value: JsonValue | undefined): boolean =>
    value !== undefined &&
    value !== null &&
    value !== false &&
    value !== "" &&
    (!Array.isArray(value) || value.length > 0);
  const plain = { isTyped: false, nested: { maySayTypes: false } };
  const items = schema["items"];
  return [
    ...(textAt(schema, "type") !== "" && !isTyped ? [must("type", "must be empty")] : []),
    ...Object.entries(FORBIDDEN).flatMap(([key, why]) => (isSaid(schema[key]) ? [must(key, why)] : [])),
    ...(isObject(schema["additionalProperties"]) ? [must("additionalProperties", "must be undefined")] : []),
    ...junctionErrors(schema, at, nested),
    ...Object.entries(objectAt(schema, "properties")).flatMap(([name, one]) =>
      isObject(one) ? nestedErrors(one, `${at}.properties[${name}]`, plain) : [],
    ),
    ...(isObject(items) ? nestedErrors(items, `${at}.items`, plain) : []),
  ];
}
