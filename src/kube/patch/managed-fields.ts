/** Hands fields that a manager owns by client-side updates over to its server-side applies (client-go util/csaupgrade 0.37). */
import { isObject, listAt, textAt, valueAt, type JsonObject, type JsonValue } from "../json.ts";

/** A JSON patch of `object`; undefined where the manager has nothing to hand over. */
export function managedFieldsPatch(object: JsonObject, manager: string): JsonValue | undefined {
  const entries = listAt(object, "metadata", "managedFields");
  const isUpdate = (entry: JsonValue): boolean => isEntry(entry, manager, "Update");
  const first = entries.find(isUpdate);
  if (first === undefined) return undefined;
  const target = entries.find((entry) => isEntry(entry, manager, "Apply")) ?? first;
  const given = entries.find(
    (entry) => isUpdate(entry) && textAt(entry, "apiVersion") === textAt(target, "apiVersion"),
  );
  const fields = union(valueAt(target, "fieldsV1") ?? {}, valueAt(given, "fieldsV1") ?? {});
  const applied = { ...(target as JsonObject), operation: "Apply", fieldsV1: fields };
  const kept = entries
    .map((entry) => (entry === target ? applied : entry))
    .filter((entry) => entry === applied || !isUpdate(entry));
  return [
    { op: "replace", path: "/metadata/managedFields", value: kept },
    { op: "replace", path: "/metadata/resourceVersion", value: textAt(object, "metadata", "resourceVersion") },
  ];
}

function isEntry(entry: JsonValue, manager: string, operation: "Apply" | "Update"): boolean {
  return (
    textAt(entry, "manager") === manager &&
    textAt(entry, "operation") === operation &&
    textAt(entry, "subresource") === ""
  );
}

/** A set of fields is written as objects within objects. */
function union(a: JsonValue, b: JsonValue): JsonValue {
  if (!isObject(a) || !isObject(b)) return a;
  const result = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = result[key];
    result[key] = before === undefined ? value : union(before, value);
  }
  return result;
}
