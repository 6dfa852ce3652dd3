/** The values that a plan relies on, and how they are found to have moved. */
import {
  isObject,
  sameJson,
  textAt,
  type JsonObject,
  type JsonValue,
  type Objects,
  type ObjectRef,
} from "../../kube/index.ts";
import { encodeBase64, toBytes } from "../../go/index.ts";
import { concurrently } from "../cluster/concurrently.ts";
import type { Difference } from "./differences.ts";
import { fieldsOf, withoutServerFields } from "./fields.ts";
import type { ExpectedField, PlannedObject, Preconditions } from "./plan.ts";

export interface Touching {
  readonly live: JsonObject;
  readonly desired: JsonObject;
  readonly differences: readonly Difference[];
}

/** The live values of all fields that the manifest names or the server changes with them; nobody else's count. */
export function preconditionsOf({ live, desired, differences }: Touching): Preconditions {
  const wanted = fieldsOf(withoutServerFields(stored(desired))).keys();
  const paths = new Set([...wanted, ...differences.map(({ path }) => path)]);
  return { exists: true, fields: valuesAt(live, paths) };
}

function valuesAt(live: JsonObject, paths: Iterable<string>): ExpectedField[] {
  const values = fieldsOf(live);
  return Array.from(paths, (path) => {
    const value = values.get(path);
    return value === undefined ? { path } : { path, value };
  });
}

/** Secrets are written as text and read as base64. */
function stored(object: JsonObject): JsonObject {
  const { stringData, ...rest } = object;
  if (object["kind"] !== "Secret" || !isObject(stringData)) return object;
  const encoded = Object.entries(stringData).map(
    ([key, value]) => [key, encodeBase64(toBytes(String(value)))] as const,
  );
  const data = isObject(rest["data"]) ? rest["data"] : {};
  return { ...rest, data: { ...data, ...Object.fromEntries(encoded) } };
}

/** Something that is not as the plan has it; `path` is empty where it is the object itself. */
export interface Moved {
  readonly ref: ObjectRef;
  readonly path: string;
  readonly expected?: JsonValue;
  readonly live?: JsonValue;
}

/** Reads all objects of the plan, and gives what has moved. */
export async function findMoved(planned: readonly PlannedObject[], objects: Objects): Promise<Moved[]> {
  const relevant = planned.filter(({ preconditions, ref }) => preconditions.exists !== undefined && ref.name !== "");
  const found = await concurrently(relevant, async (one) => movedOf(one, await liveOf(one, objects)));
  return found.flat();
}

/** A kind that a file of `crds/` is still to define has no objects. */
async function liveOf({ ref }: PlannedObject, objects: Objects): Promise<JsonObject | undefined> {
  if ((await objects.discovery.find(ref.apiVersion, ref.kind)) === undefined) return undefined;
  return await objects.find(ref);
}

export function movedOf({ ref, preconditions }: PlannedObject, live: JsonObject | undefined): Moved[] {
  const { exists, uid, fields } = preconditions;
  if (exists === undefined) return [];
  if (live === undefined) return exists ? [{ ref, path: "", expected: "an object", live: "none" }] : [];
  if (!exists) return [{ ref, path: "", expected: "none", live: "an object" }];
  const actual = textAt(live, "metadata", "uid");
  if (uid !== undefined && uid !== actual) return [{ ref, path: "metadata.uid", expected: uid, live: actual }];
  const values = fieldsOf(live);
  return fields.flatMap(({ path, value }) => {
    const now = values.get(path);
    const isSame = value === undefined || now === undefined ? value === now : sameJson(value, now);
    return isSame ? [] : [moved(ref, path, { expected: value, live: now })];
  });
}

function moved(
  ref: ObjectRef,
  path: string,
  { expected, live }: { readonly expected: JsonValue | undefined; readonly live: JsonValue | undefined },
): Moved {
  return { ref, path, ...(expected === undefined ? {} : { expected }), ...(live === undefined ? {} : { live }) };
}
