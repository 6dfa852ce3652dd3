/** What a changed definition would do to the custom resources that are stored. */
import {
  isApiError,
  isObject,
  listAt,
  objectAt,
  schemaFaults,
  textAt,
  valueAt,
  type JsonObject,
  type Objects,
} from "../../kube/index.ts";
import type { PlannedObject } from "./plan.ts";

/** Of a definition; the rest is counted. */
const NAMED_MAX = 20;

/** The planned change of a definition, refused where objects would no longer fit, with a note where fields would be lost. */
export async function withStoredObjects(
  planned: PlannedObject,
  live: JsonObject,
  objects: Objects,
): Promise<PlannedObject> {
  const { desired } = planned;
  if (planned.ref.kind !== "CustomResourceDefinition" || planned.action !== "patch" || desired === undefined) {
    return planned;
  }
  const broken: string[] = [];
  const dropped: string[] = [];
  for (const version of listAt(desired, "spec", "versions")) {
    const faults = await versionFaults({ desired, live, name: textAt(version, "name") }, objects);
    broken.push(...faults.broken);
    dropped.push(...faults.dropped);
  }
  const note = dropped.length === 0 ? {} : { note: `fields of stored objects would be dropped:\n${text(dropped)}` };
  if (broken.length === 0) return { ...planned, ...note };
  const refusal = { kind: "stored-objects" as const, message: `stored objects do not fit:\n${text(broken)}` };
  return { ...planned, ...note, action: "conflict", refusal };
}

function text(lines: readonly string[]): string {
  const distinct = [...new Set(lines)];
  const more = distinct.length - NAMED_MAX;
  return [...distinct.slice(0, NAMED_MAX), ...(more > 0 ? [`and ${more} more`] : [])]
    .map((one) => `  ${one}`)
    .join("\n");
}

interface Version {
  readonly desired: JsonObject;
  readonly live: JsonObject;
  readonly name: string;
}

/** Only what the schema of today does not find fault with. */
async function versionFaults(
  { desired, live, name }: Version,
  objects: Objects,
): Promise<{ broken: string[]; dropped: string[] }> {
  const [before, after] = [schemaOf(live, name), schemaOf(desired, name)];
  if (before === undefined || after === undefined) return { broken: [], dropped: [] };
  const stored = await storedObjects(desired, name, objects);
  const found = stored.flatMap((object) => {
    const known = new Set(schemaFaults(object, before).map(({ path }) => path));
    const { namespace, name: own } = objectAt(object, "metadata");
    const place = [namespace, own].filter((one) => typeof one === "string" && one !== "").join("/");
    return schemaFaults(object, after)
      .filter(({ path }) => !known.has(path))
      .map(({ path, message, isDropped }) => ({
        line: `${textAt(object, "kind")}/${place}: ${path}: ${message}`,
        isDropped,
      }));
  });
  return {
    broken: found.filter(({ isDropped }) => !isDropped).map(({ line }) => line),
    dropped: found.filter(({ isDropped }) => isDropped).map(({ line }) => line),
  };
}

/** Of a version that is served. */
function schemaOf(definition: JsonObject, name: string): JsonObject | undefined {
  const version = listAt(definition, "spec", "versions").find((one) => textAt(one, "name") === name);
  const schema = valueAt(version, "schema", "openAPIV3Schema");
  return valueAt(version, "served") === true && isObject(schema) ? schema : undefined;
}

/** Nothing where they may not be read: the server decides then. */
async function storedObjects(definition: JsonObject, version: string, objects: Objects): Promise<JsonObject[]> {
  const apiVersion = `${textAt(definition, "spec", "group")}/${version}`;
  const kind = textAt(definition, "spec", "names", "kind");
  if ((await objects.discovery.find(apiVersion, kind)) === undefined) return [];
  try {
    return await objects.list(apiVersion, kind);
  } catch (error) {
    if (isApiError(error, "Forbidden", "NotFound")) return [];
    throw error;
  }
}
