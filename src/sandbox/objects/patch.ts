/** PATCH in its four kinds. */
import { isObject, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { kindWarnings } from "../admit/warn/index.ts";
import { applied, ApplyConflict, type Conflict } from "../apply/managed-fields.ts";
import { describeObject, typedErrors } from "../apply/typed.ts";
import { jsonPatched, OPERATIONS_MAX, PatchError } from "../patch/json-patch.ts";
import { mergePatched } from "../patch/merge-patch.ts";
import { strategicPatched } from "../patch/strategic-patch.ts";
import { goKind } from "../wire/body.ts";
import { badRequest, mediaTypeNotTaken, notFound, Refusal, unsupportedMediaType } from "../wire/refusal.ts";
import type { Target, WireRequest } from "../wire/request.ts";
import { emptyOf, prepareNew, storeNew, withoutStatus, writerOf, type Making } from "./create.ts";
import { checkNames, normalized, yamlProblem, type Read } from "./read-body.ts";
import { checkPreconditions, kept, storeChanged, updateObject, type Changing } from "./update.ts";

const TYPES = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
  apply: "application/apply-patch+yaml",
} as const;

interface Place {
  readonly before: JsonObject | undefined;
  readonly subresource: string;
}

export interface Patched extends Read {
  readonly isNew: boolean;
}

export function patchObject(request: WireRequest, target: Target, making: Making & Place): Patched {
  const type = request.contentType.split(";", 1)[0];
  if (type === TYPES.apply || type === "application/apply-patch+cbor") return applyObject(request, target, making);
  const { before } = making;
  if (before === undefined) throw notFound(making.kind.resource, target.name);
  const body = fromPatch(request, { before, making });
  const reading = making.reading && { ...making.reading, isJsonPatch: type === TYPES.json };
  const of = { ...making, before, ...(reading === undefined ? {} : { reading }) };
  const sent = type === TYPES.strategic ? goText(request.body ?? null) : undefined;
  return { ...asPatch(body, { kind: making.kind, sent }, () => updateObject(body, target, of)), isNew: false };
}

/** As Go prints maps. */
function goText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(" ")}]`;
  if (!isObject(value)) return value === null ? "<nil>" : String(value);
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${pairs.map(([key, below]) => `${key}:${goText(below)}`).join(" ")}]`;
}

interface PatchShown {
  readonly kind: Making["kind"];
  /** Shown instead of what it makes of the object. */
  readonly sent: string | undefined;
}

/** What cannot be read after a patch is a fault of the patch, where Go's types read it. */
function asPatch<T>(body: JsonObject, { kind, sent }: PatchShown, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const why = error instanceof Refusal ? unreadable(error.message, body) : undefined;
    const isStrict = why?.startsWith("strict decoding error: ") === true;
    if (why === undefined || (kind.custom !== undefined && !isStrict)) throw error;
    const text = `Invalid value: ${JSON.stringify(sent ?? JSON.stringify(kind.custom === undefined ? body : inOrder(body)))}: ${why}`;
    const causes = [{ reason: "FieldValueInvalid", message: text, field: "patch" }];
    throw new Refusal(422, "Invalid", ` "" is invalid: patch: ${text}`, { causes });
  }
}

function unreadable(message: string, body: JsonObject): string | undefined {
  if (message.startsWith("the API version in the data")) {
    const [kind, apiVersion] = [textAt(body, "kind"), textAt(body, "apiVersion")].map((one) => JSON.stringify(one));
    return `no kind ${kind} is registered for version ${apiVersion} in scheme "pkg/runtime/scheme.go:111"`;
  }
  return /cannot be handled as a \w+: (.*)$/s.exec(message)?.[1];
}

/** As Go writes maps: in the order of their keys. */
function inOrder(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  const pairs = Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1));
  return Object.fromEntries(pairs.map(([key, below]) => [key, inOrder(below)]));
}

interface Patch {
  readonly before: JsonObject;
  readonly making: Making;
}

function fromPatch(request: WireRequest, { before, making }: Patch): JsonObject {
  switch (request.contentType.split(";", 1)[0]) {
    case TYPES.json:
      return patchedObject(
        throughJsonPatch(before, patchBody(request, "error decoding patch: ", "[]handlers.jsonPatchOp")),
      );
    case TYPES.merge:
      return patchedObject(mergePatched(before, patchBody(request, "error decoding patch: ", GO_MAP)));
    case TYPES.strategic: {
      if (making.kind.custom !== undefined) throw unsupportedMediaType([TYPES.json, TYPES.merge, TYPES.apply]);
      const patch = patchBody(request, "", GO_MAP);
      return fitting(() => strategicPatched(before, isObject(patch) ? patch : {}, making.kind.schema));
    }
  }
  throw mediaTypeNotTaken();
}

const GO_MAP = "map[string]interface {}";

/** Throws where it cannot be read as the Go type that it is read into. */
function patchBody({ body, reading }: WireRequest, prefix: string, into: string): JsonValue {
  const problem = reading?.problem || (body === undefined ? "unexpected end of JSON input" : "");
  if (problem !== "") throw badRequest(prefix + problem);
  const value = body ?? {};
  if (into === GO_MAP ? isObject(value) : Array.isArray(value)) return value;
  throw badRequest(`${prefix}json: cannot unmarshal ${goKind(value)} into Go value of type ${into}`);
}

function patchedObject(value: JsonValue): JsonObject {
  if (isObject(value)) return value;
  throw badRequest(`json: cannot unmarshal ${goKind(value)} into Go value of type ${GO_MAP}`);
}

function appliedBody({ body, reading }: WireRequest): JsonObject {
  const problem = reading?.problem ?? "";
  if (problem !== "" && reading?.begin !== "<empty>")
    throw badRequest(
      `error decoding YAML: ${reading?.from === "yaml" ? "error converting YAML to JSON: " : ""}${problem}`,
    );
  if (body === undefined || body === null) throw badRequest("invalid object type: /, Kind=");
  if (isObject(body)) return body;
  const json = `json: cannot unmarshal ${goKind(body)} into Go value of type ${GO_MAP}`;
  throw badRequest(`error decoding YAML: error unmarshaling JSON: while decoding JSON: ${json}`);
}

function throughJsonPatch(before: JsonObject, patch: JsonValue): JsonValue {
  if (!Array.isArray(patch)) return before;
  if (patch.length > OPERATIONS_MAX)
    throw new Refusal(
      413,
      "RequestEntityTooLarge",
      `The allowed maximum operations in a JSON patch is ${OPERATIONS_MAX}, got ${patch.length}`,
    );
  return fitting(() => jsonPatched(before, patch));
}

function fitting<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    throw new Refusal(422, "Invalid", "the server rejected our request due to an error in our request", {});
  }
}

// --- server-side apply

function applyObject(request: WireRequest, target: Target, making: Making & Place): Patched {
  const { kind, options, before, server, subresource } = making;
  const config = appliedBody(request);
  const repeated = request.reading?.repeated ?? [];
  if (repeated.length > 0 && options.validation === "Strict")
    throw badRequest(`error strict decoding YAML: error converting YAML to JSON: ${yamlProblem(repeated)}`);
  const warnings = options.validation === "Warn" ? repeated : [];
  checkConfig(config, target, making);
  if (before === undefined && subresource !== "") throw notFound(kind.resource, target.name);
  const writer = writerOf(kind, options, server, subresource);
  const live = before ?? emptyOf(kind);
  if (before !== undefined) checkPreconditions(config, changingOf(making, before));
  const wanted = conflicting(() => applied({ live, wanted: config, schema: kind.schema }, writer, options.force));
  if (before === undefined) {
    const made = prepareNew(normalized(withoutStatus(wanted, kind), kind), target, making);
    const object = storeNew(made, config, making);
    return { object, warnings: [...warnings, ...kindWarnings(object)], isNew: true };
  }
  const changing = changingOf(making, before);
  const object = storeChanged(kept(normalized(wanted, kind), changing), changing);
  return { object, warnings: [...warnings, ...kindWarnings(object, before)], isNew: false };
}

function changingOf(making: Making & Place, before: JsonObject): Changing {
  return { ...making, before };
}

function checkConfig(config: JsonObject, target: Target, { kind }: Making): void {
  checkNames(config, target);
  const { apiVersion, kind: name } = kind.resource;
  if (textAt(config, "apiVersion") !== apiVersion || textAt(config, "kind") !== name) {
    throw badRequest(`patch's apiVersion and kind must be ${apiVersion} ${name}`);
  }
  if (Array.isArray((isObject(config["metadata"]) ? config["metadata"] : {})["managedFields"])) {
    throw badRequest("metadata.managedFields must be nil");
  }
  const errors = typedErrors(config, kind.schema);
  if (errors.length === 0) return;
  const all = errors.length === 1 ? errors[0] : `errors:\n${errors.map((one) => `  ${one}`).join("\n")}`;
  throw new Refusal(500, "", `failed to create typed patch object (${describeObject(config)}): ${all}`);
}

function conflicting<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof ApplyConflict) throw conflictRefusal(error.conflicts);
    throw error;
  }
}

function conflictRefusal(conflicts: readonly Conflict[]): Refusal {
  const causes = conflicts.map(({ manager, path }) => ({
    reason: "FieldManagerConflict",
    message: `conflict with ${managerText(manager)}`,
    field: path,
  }));
  const [first] = causes;
  if (causes.length === 1 && first !== undefined) {
    return new Refusal(409, "Conflict", `Apply failed with 1 conflict: ${first.message}: ${first.field}`, { causes });
  }
  const groups = Map.groupBy(conflicts, ({ manager }) => managerText(manager));
  const lines = [...groups].flatMap(([who, all]) => [`conflicts with ${who}:`, ...all.map(({ path }) => `- ${path}`)]);
  return new Refusal(409, "Conflict", `Apply failed with ${causes.length} conflicts: ${lines.join("\n")}`, { causes });
}

function managerText({ manager, operation, apiVersion, subresource }: Conflict["manager"]): string {
  const name = JSON.stringify(manager) + (subresource === "" ? "" : ` with subresource ${JSON.stringify(subresource)}`);
  return operation === "Apply" ? name : `${name} using ${apiVersion}`;
}
