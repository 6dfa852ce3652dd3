/** A body as an object of its kind: read, with unknown fields told of or refused, defaults filled in. */
import { isObject, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { withSchemaDefaults } from "../admit/custom.ts";
import { pruned } from "../admit/prune.ts";
import { DecodeError } from "../admit/decode-place.ts";
import { decodeObject, type Decoded } from "../admit/decode.ts";
import { applyDefaults } from "../admit/defaults.ts";
import type { Kind } from "../schema/kinds.ts";
import { builtinSchema } from "../schema/types.ts";
import type { Reading } from "../wire/body.ts";
import { badRequest, Refusal } from "../wire/refusal.ts";
import type { Target } from "../wire/request.ts";
import { alsoWrittenIn, earlierIn } from "../wire/as-written.ts";
import type { WriteOptions } from "./options.ts";

export interface Read {
  readonly object: JsonObject;
  readonly warnings: readonly string[];
}

interface Reader {
  readonly kind: Kind;
  readonly options: WriteOptions;
  readonly reading?: Reading;
}

/**
 * Reads a body and goes on with it; what reading has told is told with a refusal, too. Throws a `Refusal` for what is not this kind, or
 * strictly has fields that it does not know.
 */
export function whenRead<T>(body: JsonObject, reader: Reader, then: (read: Read) => T): T {
  const read = readBody(body, reader);
  return telling(read.warnings, () => then(read));
}

function readBody(body: JsonObject, { kind, options, reading }: Reader): Read {
  const { apiVersion, kind: name } = kind.resource;
  const head = (key: string): JsonValue | undefined => headValue(body, key);
  const typed = alsoWrittenIn(
    { ...body, apiVersion: head("apiVersion") ?? apiVersion, kind: head("kind") ?? name },
    body,
  );
  checkVersion(typed, kind);
  if (kind.custom !== undefined) checkNumbers(reading, kind);
  const { object, unknown } = decoded(typed, kind);
  const told = fieldProblems(unknown, reading);
  if (told.length > 0 && options.validation === "Strict") throw strictError(strictProblems(told, reading), kind);
  const warnings = options.validation === "Warn" ? told : [];
  return { object: withDefaults(object, kind), warnings };
}

/** What is null says nothing: what was given before it counts. */
function headValue(body: JsonObject, key: string): JsonValue | undefined {
  return body[key] ?? earlierIn(body).findLast(([name, value]) => name === key && value !== null)?.[1];
}

/** Without types every number is read as it is. */
function checkNumbers({ tooLarge = "" }: Pick<Reading, "tooLarge"> = {}, { resource }: Kind): void {
  if (tooLarge === "") return;
  const why = `json: cannot unmarshal number ${tooLarge} into Go value of type float64`;
  const version = JSON.stringify(resource.version);
  throw badRequest(`${resource.kind} in version ${version} cannot be handled as a ${resource.kind}: ${why}`);
}

/** What was told before is told with a refusal, too. */
export function telling<T>(warnings: readonly string[], action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof Refusal) error.warnings.push(...warnings);
    throw error;
  }
}

interface Normalizing {
  readonly keepsNulls?: boolean;
  /** Unless false. */
  readonly isFilled?: boolean;
}

/** What was read before, and changed: without telling of anything. */
export function normalized(object: JsonObject, kind: Kind, options: Normalizing = {}): JsonObject {
  return withDefaults(decoded(object, kind).object, kind, options);
}

function withDefaults(object: JsonObject, kind: Kind, options: Normalizing = {}): JsonObject {
  if (kind.custom === undefined) {
    applyDefaults(object);
    // What the defaults made is given its shape, too.
    return decoded(object, kind).object;
  }
  if (options.isFilled === false) return object;
  const filled = withSchemaDefaults(object, kind.custom, options);
  return isObject(filled) ? filled : object;
}

function decoded(object: JsonObject, kind: Kind): Decoded {
  if (kind.custom !== undefined) return pruned(object, kind.schema);
  try {
    return decodeObject(object, kind.schema);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const { version, kind: name } = kind.resource;
    throw badRequest(`${name} in version ${JSON.stringify(version)} cannot be handled as a ${name}: ${error.message}`);
  }
}

type Given = Pick<Reading, "duplicates" | "order" | "repeated" | "isJsonPatch">;

/** In the order of the text, where fields are given twice. */
function fieldProblems(unknown: readonly string[], reading: Given = NONE): string[] {
  const { duplicates, order, repeated, isJsonPatch = false } = reading;
  const text = (what: string, path: string): string => `${what} field ${JSON.stringify(path)}`;
  if (duplicates.length === 0) return [...repeated, ...unknown.map((path) => text("unknown", path))];
  const again = isJsonPatch ? "json patch duplicate" : "duplicate";
  const seen = new Set<string>();
  const told = [...order, ...unknown].flatMap((path) => {
    const isAgain = seen.has(path);
    seen.add(path);
    if (isAgain) return duplicates.includes(path) ? [text(again, path)] : [];
    return unknown.includes(path) ? [text("unknown", path)] : [];
  });
  return [...new Set(told)];
}

const NONE: Given = { duplicates: [], order: [], repeated: [] };

/** Those of YAML are one error of its reader. */
function strictProblems(told: readonly string[], { repeated }: Given = NONE): string[] {
  if (repeated.length === 0) return [...told];
  return [yamlProblem(repeated), ...told.slice(repeated.length)];
}

export function yamlProblem(repeated: readonly string[]): string {
  return `yaml: unmarshal errors:\n${repeated.map((line) => `  ${line}`).join("\n")}`;
}

function strictError(told: readonly string[], { resource }: Kind): Error {
  const { version, kind } = resource;
  return badRequest(
    `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: strict decoding error: ${told.join(", ")}`,
  );
}

function checkVersion(object: JsonObject, { resource, custom }: Kind): void {
  const [apiVersion, kind] = [textAt(object, "apiVersion"), textAt(object, "kind")];
  if (apiVersion === resource.apiVersion && kind === resource.kind) return;
  const [group, of] = [apiVersion.includes("/") ? apiVersion.split("/")[0] : "", apiVersion.split("/").at(-1) ?? ""];
  // Go knows versions of a kind that are served no more.
  if (custom !== undefined || (kind === resource.kind && group === resource.group)) {
    if (apiVersion !== resource.apiVersion) throw badRequest(wrongVersion(apiVersion, resource.apiVersion));
  }
  const isKnown = custom === undefined && builtinSchema(apiVersion, kind) !== undefined;
  const place = 'in scheme "pkg/runtime/scheme.go:111"';
  const why = isKnown
    ? `converting (${of}.${kind}) to (${internal(resource.group)}.${resource.kind}): unknown conversion`
    : `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} ${place}`;
  throw badRequest(`${kind} in version ${JSON.stringify(of)} cannot be handled as a ${resource.kind}: ${why}`);
}

function wrongVersion(given: string, expected: string): string {
  return `the API version in the data (${given}) does not match the expected API version (${expected})`;
}

/** The Go package of a group's own types. */
const internal = (group: string): string => (group === "" ? "core" : (group.split(".")[0] ?? ""));

/** Throws where body and path name different objects. */
export function checkNames(object: JsonObject, { namespace, name }: Target): void {
  const [own, place] = [textAt(object, "metadata", "name"), textAt(object, "metadata", "namespace")];
  if (name !== "" && own !== "" && own !== name) {
    throw badRequest(`the name of the object (${own}) does not match the name on the URL (${name})`);
  }
  if (namespace !== "" && place !== "" && place !== namespace) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
}
