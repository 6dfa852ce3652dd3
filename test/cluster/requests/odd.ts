/**
 * Objects with one odd field each: every field that a type has, where the object has one and where it has none, is given each of some values that are nearly right or
 * not at all. Which of them stand for a kind is chosen by a seed.
 */
import { isObject, textAt, type JsonObject, type JsonValue } from "../../../src/kube/index.ts";
import type { Field, ScalarType, Schema } from "../../../src/sandbox/schema/schema.ts";
import { builtinSchema } from "../../../src/sandbox/schema/types.ts";
import { escaped } from "./delta.ts";
import { sequenceOf, type Change, type KindCases } from "./kinds/cases.ts";
import type { Sequence } from "./sequences.ts";

const LETTERS_MANY = "a".repeat(300);

const VALUES: Readonly<Record<ScalarType, readonly JsonValue[]>> = {
  string: ["", "x", "Not_Good!", "a.b", "a/b", LETTERS_MANY, "é", 5],
  bytes: ["", "YQ==", "not base64", 5],
  time: ["x", "2020-01-01T00:00:00Z", "2020-01-01", ""],
  "micro-time": ["x", "2020-01-01T00:00:00.000000Z", "2020-01-01T00:00:00Z"],
  int32: [-1, 0, 1, 70_000, 2_147_483_648, 1.5, "1"],
  int64: [-1, 0, 1, 70_000, 4_294_967_296, 1.5, "1"],
  number: [-1, 0, 1.5, "1"],
  boolean: [true, false, "true"],
  "int-or-string": [0, -1, 70_000, "50%", "101%", "x", "", 1.5],
  quantity: ["-1", "0", "1.5", "x", "1Gi", 1, ""],
};

/** How far below a field that is not there values are made. */
const DEPTH_MAX = 2;

/** What no client writes, or chance decides. */
const LEFT_OUT = /^\{"(kind|apiVersion|status|metadata(":\{"|\/)(managedFields|generateName|selfLink))\b/;

/** Every change, in the order of the fields. */
export function oddChanges({ base }: Pick<KindCases, "base">): Change[] {
  const schema = builtinSchema(textAt(base, "apiVersion"), textAt(base, "kind"));
  if (schema === undefined) return [];
  return below(base, schema, "").filter((change) => !LEFT_OUT.test(JSON.stringify(change)));
}

/** As many as are asked for. */
export function oddCases(
  kind: KindCases,
  { seed, count }: { readonly seed: number; readonly count: number },
): KindCases {
  const all = oddChanges(kind).filter((change) => !EMPTY.test(JSON.stringify(change)));
  const chosen = shuffled(all, seed).slice(0, count);
  const ofUpdates = shuffled(all, seed + 1)
    .slice(0, Math.ceil(count / 3))
    .filter((change) => !Object.keys(change).some((place) => place.startsWith("metadata/name")));
  return { path: kind.path, base: kind.base, create: chosen, update: ofUpdates };
}

function below(value: JsonValue, schema: Schema, at: string): Change[] {
  switch (schema.kind) {
    case "object":
      if (!isObject(value)) return [];
      return [...schema.fields].flatMap(([key, field]) => fieldChanges(value[key], field, join(at, key)));
    case "list":
      if (!Array.isArray(value) || value[0] === undefined) return [];
      return [
        { [at]: [value[0], value[0]] },
        ...below(value[0], schema.items, `${at}/0`),
        ...(schema.items.kind === "scalar" ? changes(`${at}/0`, VALUES[schema.items.type]) : []),
      ];
    case "map":
      return isObject(value)
        ? Object.keys(value).flatMap((key) => below(value[key] ?? null, schema.values, join(at, key)))
        : [];
    default:
      return [];
  }
}

const join = (at: string, key: string): string => (at === "" ? escaped(key) : `${at}/${escaped(key)}`);

const changes = (place: string, values: readonly (JsonValue | undefined)[]): Change[] =>
  values.map((value) => ({ [place]: value }));

function fieldChanges(value: JsonValue | undefined, field: Field, at: string): Change[] {
  const gone = value === undefined ? [] : changes(at, [undefined]);
  const given = valuesOf(field.schema, field.options, DEPTH_MAX);
  return [...gone, ...changes(at, given), ...(value === undefined ? [] : below(value, field.schema, at))];
}

function valuesOf(schema: Schema, options: readonly string[], depth: number): JsonValue[] {
  switch (schema.kind) {
    case "any":
      return [{}, "x", [1], { a: { b: 1 } }];
    case "scalar":
      return [...options, ...VALUES[schema.type]];
    case "list": {
      if (depth === 0) return [[]];
      const items = valuesOf(schema.items, [], depth - 1);
      return [[], {}, [null], ...items.map((one) => [one])];
    }
    case "map":
      if (depth === 0) return [{}];
      return [
        {},
        [],
        { "": "a" },
        { "a b": "c" },
        ...valuesOf(schema.values, [], depth - 1).map((one) => ({ a: one })),
      ];
    case "object":
      return [{}, [], "x", ...(depth === 0 ? [] : partsOf(schema.fields, depth))];
  }
}

/** With one field each. */
function partsOf(fields: ReadonlyMap<string, Field>, depth: number): JsonObject[] {
  return [...fields].flatMap(([key, { schema, options }]) =>
    valuesOf(schema, options, depth - 1).map((value) => ({ [key]: value })),
  );
}

/** The same for the same seed. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed * 2_654_435_761 + 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return list
    .map((one) => ({ one, rank: next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
}

/** What is empty and may be left out is taken for nothing: docs/compat/sandbox.md. */
const EMPTY = /\[\]|labels":\{\}/;

/** Written by controllers a moment after they are made, or looked at by the server for every request. */
const TOUCHED = new Set([
  ...["Ingress", "APIService", "ValidatingAdmissionPolicy", "HorizontalPodAutoscaler", "Endpoints", "EndpointSlice"],
]);
/** Some of them the server answers by closing the connection. */
const UNANSWERED = "CustomResourceDefinition";

/** What stands for each kind. */
const CHOSEN = { seed: 1, count: 36 };

/** One sequence a kind, as they are recorded. */
export function oddSequences(kinds: readonly KindCases[]): Sequence[] {
  const answered = kinds.filter(({ base }) => textAt(base, "kind") !== UNANSWERED);
  return answered.map((kind) => {
    const cases = oddCases(kind, CHOSEN);
    const isTouched = TOUCHED.has(textAt(kind.base, "kind"));
    const { name, requests } = sequenceOf(isTouched ? { ...cases, update: [] } : cases);
    return { name: name.replace("kind", "odd"), requests };
  });
}
