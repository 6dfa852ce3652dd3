/**
 * Who owns which fields (apimachinery's managedfields 0.36 over structured-merge-diff's updater): every write says what it changed, and a
 * server-side apply what it wants; of the second kind, two that want different values are in conflict.
 */
import { isObject, listAt, objectAt, sameJson, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { Schema } from "../schema/schema.ts";
import {
  decodeFields,
  difference,
  EMPTY,
  encodeFields,
  intersection,
  isEmpty,
  memberPaths,
  sameSet,
  union,
  type FieldSet,
} from "./field-set.ts";
import { ElementError } from "./element.ts";
import { compare, fieldsOf, isSame, touched, type Comparison } from "./fields-of.ts";
import { typedErrors } from "./typed.ts";
import { mergeApplied, withNamedFields, withoutFields } from "./merge.ts";

export interface Writer {
  readonly manager: string;
  readonly apiVersion: string;
  readonly subresource: string;
  /** RFC 3339. */
  readonly time: string;
  /** Fields that this way of writing does not reach, as fieldsV1. */
  readonly ignored: JsonObject;
}

export interface Conflict {
  readonly manager: Manager;
  readonly path: string;
}

/** What others own, and an apply would change. */
export class ApplyConflict extends Error {
  override name = "ApplyConflict";

  constructor(readonly conflicts: readonly Conflict[]) {
    super(`${conflicts.length} conflicts`);
  }
}

/** An owner in another version of the kind does not know what would become of the object. */
export class VersionError extends Error {
  override name = "VersionError";

  constructor(apiVersion: string, why: string) {
    super(
      `failed to prune fields: failed add back owned items: failed to convert merged object at version ${apiVersion}: ${why}`,
    );
  }
}

export interface Manager {
  readonly manager: string;
  readonly operation: "Apply" | "Update";
  readonly apiVersion: string;
  readonly subresource: string;
  readonly time: string;
  readonly fields: FieldSet;
}

/** Nobody owns these. */
const UNOWNED: FieldSet = decodeFields({
  "f:apiVersion": {},
  "f:kind": {},
  "f:metadata": {
    ".": {},
    ...Object.fromEntries(
      ["name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields"].map(
        (name) => [`f:${name}`, {}],
      ),
    ),
    "f:resourceVersion": {},
  },
});

export interface Versions {
  /** As stored; an empty object of the kind where there is none yet. */
  readonly live: JsonObject;
  readonly wanted: JsonObject;
  readonly schema: Schema;
  /** Of the other versions of a custom kind. */
  readonly schemaIn?: (apiVersion: string) => Schema | undefined;
}

/** `wanted` with the owners that an update leaves: with none where lists have elements that cannot be told apart. */
export function updated(versions: Versions, writer: Writer): JsonObject {
  try {
    return tracked(versions, writer);
  } catch (error) {
    if (error instanceof ElementError) return withManagers(versions.wanted, []);
    throw error;
  }
}

function tracked({ live, wanted, schema, schemaIn }: Versions, writer: Writer): JsonObject {
  const managers = managersOf(wanted, live);
  // What cannot be told in the version of each owner has no owners any more.
  const [before, after] = [withoutManagers(live), withoutManagers(wanted)];
  const isStrange = (one: JsonObject): boolean => strangeIn(one, managers, schemaIn) !== undefined;
  if (isStrange(before) || isStrange(after)) return withManagers(wanted, []);
  // What is there and nobody tracks is not tracked until it is applied.
  if (managers.length === 0 && isStored(live)) return withManagers(wanted, []);
  const comparison = compare(before, after, schema);
  const own = find(managers, writer, "Update");
  const others = managers.filter((one) => one !== own).map((one) => withoutLost(one, comparison));
  const fields = reachable(union(difference(own?.fields ?? EMPTY, comparison.removed), touched(comparison)), writer);
  return withManagers(wanted, [...others, updater(own, fields, writer)]);
}

interface Strange {
  readonly apiVersion: string;
  readonly why: string;
}

/** What owners in other versions of the kind would not know of an object. */
function strangeIn(
  object: JsonObject,
  managers: readonly Manager[],
  schemaIn: Versions["schemaIn"],
): Strange | undefined {
  if (schemaIn === undefined) return undefined;
  for (const { apiVersion } of managers) {
    const schema = apiVersion === object["apiVersion"] ? undefined : schemaIn(apiVersion);
    const [why] = schema === undefined ? [] : typedErrors(object, schema);
    if (why !== undefined) return { apiVersion, why };
  }
  return undefined;
}

export type Applied = Versions & Pick<FirstApply, "empty">;

/** What an apply makes of the live object. Throws `ApplyConflict` unless forced, and `VersionError`. */
export function applied(
  { live, wanted, schema, schemaIn, empty }: Applied,
  writer: Writer,
  force: boolean,
): JsonObject {
  const managers = withFirstApply(managersOf(live, live), { live, empty, schema, writer });
  const own = find(managers, writer, "Apply");
  const others = managers.filter((one) => one !== own);
  const config = withoutManagers(wanted);
  const fields = reachable(fieldsOf(config, schema), writer);
  const merged = mergeApplied(withoutManagers(live), config, schema) as JsonObject;
  const strange = own === undefined ? undefined : strangeIn(merged, others, schemaIn);
  if (strange !== undefined) throw new VersionError(strange.apiVersion, strange.why);
  const result = pruned(merged, schema, {
    last: own?.fields ?? EMPTY,
    owned: [fields, ...others.map((one) => one.fields)],
  });
  const comparison = compare(withoutManagers(live), result, schema);
  const conflicts = conflictsOf(others, comparison);
  if (!force && conflicts.length > 0) throw new ApplyConflict(conflicts);
  const left = others.map((one) => withoutLost(one, comparison));
  // An apply that changes nothing has no time.
  const time = isSame(comparison) ? (own?.time ?? "") : writer.time;
  const { manager, apiVersion, subresource } = writer;
  return withManagers(result, [...left, { manager, operation: "Apply", apiVersion, subresource, time, fields }]);
}

/** Takes out what this manager applied the last time, and nobody wants any more. */
function pruned(
  merged: JsonObject,
  schema: Schema,
  { last, owned }: { readonly last: FieldSet; readonly owned: readonly FieldSet[] },
): JsonObject {
  if (isEmpty(last)) return merged;
  const wanted = withNamedFields(owned.reduce(union, EMPTY), schema);
  const left = withoutFields(merged, difference(withNamedFields(last, schema), wanted), schema);
  return isObject(left) ? left : {};
}

function conflictsOf(managers: readonly Manager[], comparison: Comparison): Conflict[] {
  const changed = touched(comparison);
  const ordered = [...managers].sort((a, b) => (identity(a) < identity(b) ? -1 : 1));
  return ordered.flatMap((manager) =>
    memberPaths(intersection(manager.fields, changed)).map((path) => ({ manager, path })),
  );
}

function withoutLost(manager: Manager, comparison: Comparison): Manager {
  return { ...manager, fields: difference(difference(manager.fields, touched(comparison)), comparison.removed) };
}

function reachable(fields: FieldSet, { ignored }: Writer): FieldSet {
  const kept = difference(fields, UNOWNED);
  return fieldSetWithout(kept, decodeFields(ignored));
}

/** Whole subtrees are taken out, not members only. */
function fieldSetWithout(fields: FieldSet, out: FieldSet): FieldSet {
  if (isEmpty(out)) return fields;
  if (out.isMember) return EMPTY;
  const children = new Map<string, FieldSet>();
  for (const [element, child] of fields.children) {
    const kept = fieldSetWithout(child, out.children.get(element) ?? EMPTY);
    if (!isEmpty(kept)) children.set(element, kept);
  }
  return { isMember: fields.isMember, children };
}

function updater(own: Manager | undefined, fields: FieldSet, writer: Writer): Manager {
  const { manager, apiVersion, subresource } = writer;
  const time = own !== undefined && sameSet(own.fields, fields) ? own.time : writer.time;
  return { manager, operation: "Update", apiVersion, subresource, time, fields };
}

function find(managers: readonly Manager[], writer: Writer, operation: Manager["operation"]): Manager | undefined {
  return managers.find(
    (one) =>
      one.manager === writer.manager &&
      one.operation === operation &&
      one.subresource === writer.subresource &&
      (operation === "Apply" || one.apiVersion === writer.apiVersion),
  );
}

const isStored = (live: JsonObject): boolean => textAt(live, "metadata", "uid") !== "";

interface FirstApply {
  readonly live: JsonObject;
  /** An object of the kind in which nothing was said. */
  readonly empty: () => JsonObject;
  readonly schema: Schema;
  readonly writer: Writer;
}

/** An object that nobody tracked yet is taken to be wanted as it is. */
function withFirstApply(managers: readonly Manager[], { live, empty, schema, writer }: FirstApply): readonly Manager[] {
  if (managers.length > 0 || !isStored(live)) return managers;
  const fields = reachable(compare(empty(), withoutManagers(live), schema).added, { ...writer, ignored: {} });
  const { apiVersion, time } = writer;
  return [{ manager: "before-first-apply", operation: "Update", apiVersion, subresource: "", time, fields }];
}

// --- as metadata has them

/** Those of the object that is written, where it names any that can be; an empty list takes them away. */
function managersOf(wanted: JsonObject, live: JsonObject): Manager[] {
  const given = objectAt(wanted, "metadata")["managedFields"];
  const list = Array.isArray(given) ? given : listAt(live, "metadata", "managedFields");
  return list.map(decode);
}

function decode(value: JsonValue): Manager {
  return {
    manager: textAt(value, "manager"),
    operation: textAt(value, "operation") === "Apply" ? "Apply" : "Update",
    apiVersion: textAt(value, "apiVersion"),
    subresource: textAt(value, "subresource"),
    time: textAt(value, "time"),
    fields: decodeFields(objectAt(value, "fieldsV1")),
  };
}

function encode({ manager, operation, apiVersion, subresource, time, fields }: Manager): JsonObject {
  return {
    ...{ manager, operation, apiVersion },
    ...(time === "" ? {} : { time }),
    fieldsType: "FieldsV1",
    fieldsV1: encodeFields(fields),
    ...(subresource === "" ? {} : { subresource }),
  };
}

function identity({ manager, operation, apiVersion, subresource }: Manager): string {
  return JSON.stringify([manager, operation, apiVersion, subresource]);
}

export function withoutManagers(object: JsonObject): JsonObject {
  const { managedFields: _, ...metadata } = objectAt(object, "metadata");
  return { ...object, metadata };
}

function withManagers(object: JsonObject, managers: readonly Manager[]): JsonObject {
  const kept = managers.filter(({ fields }) => !isEmpty(fields)).sort(compareManagers);
  const { managedFields: _, ...metadata } = objectAt(object, "metadata");
  return {
    ...object,
    metadata: { ...metadata, ...(kept.length === 0 ? {} : { managedFields: kept.map(encode) }) },
  };
}

function compareManagers(a: Manager, b: Manager): number {
  const order = (one: Manager): readonly string[] => [
    one.operation,
    one.time,
    one.manager,
    one.apiVersion,
    one.subresource,
  ];
  const [left, right] = [order(a), order(b)];
  const i = left.findIndex((word, at) => word !== right[at]);
  return i < 0 ? 0 : (left[i] ?? "") < (right[i] ?? "") ? -1 : 1;
}

/** Whether two versions differ in nothing but who wrote them when. */
export function isUnchanged(before: JsonObject, after: JsonObject): boolean {
  const timeless = (object: JsonObject): JsonObject => {
    const managedFields = listAt(object, "metadata", "managedFields").map((one) =>
      isObject(one) ? { ...one, time: "" } : one,
    );
    const { resourceVersion: _, ...metadata } = objectAt(object, "metadata");
    return { ...object, metadata: { ...metadata, managedFields } };
  };
  return sameJson(timeless(before), timeless(after));
}
