/** PATCH in its four kinds. */
import { isObject, objectAt, textAt, writeJson, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { finalizerWarnings, kindWarnings } from "../admit/warn/index.ts";
import { appliedByKubectl } from "../apply/last-applied.ts";
import { ApplyConflict, VersionError, type Conflict } from "../apply/managed-fields.ts";
import { describeObject, typedErrors } from "../apply/typed.ts";
import { jsonPatched, OPERATIONS_MAX, PatchError } from "../patch/json-patch.ts";
import { conversionProblem, goPrinted, restored, withoutDirectives } from "../patch/convert.ts";
import { mergePatched } from "../patch/merge-patch.ts";
import { StrategicPatchError } from "../patch/strategic-lists.ts";
import { strategicPatched } from "../patch/strategic-patch.ts";
import { goKind, headProblem } from "../wire/body.ts";
import { otherVersions, type Kind } from "../schema/kinds.ts";
import {
  badRequest,
  conflict,
  invalid,
  invalidValue,
  mediaTypeNotTaken,
  notFound,
  Refusal,
  unsupportedMediaType,
} from "../wire/refusal.ts";
import type { Target, WireRequest } from "../wire/request.ts";
import { asPatch, patchInvalid } from "./as-patch.ts";
import { emptyOf, prepareNew, storeNew, withoutStatus, writerOf, type Making } from "./create.ts";
import { checkNames, normalized, telling, yamlProblem, type Read } from "./read-body.ts";
import { checkNamed, checkPreconditions, kept, storeChanged, updateObject, type Changing } from "./update.ts";

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
  if (isApply(request)) return applyObject(request, target, making);
  const { before } = making;
  if (before === undefined) throw notFound(making.kind.resource, target.name);
  const read = throughPatch(request, { before, making }, (patched, of) =>
    updateObject(patched, target, { ...making, ...of, before, isPatch: true }),
  );
  return { ...read, isNew: false };
}

/** Goes on with what a patch makes of an object; what cannot be read then is the patch's fault. */
export function throughPatch<T>(
  request: WireRequest,
  { before, making }: Patch,
  then: (patched: JsonObject, making: Making) => T,
): T {
  const type = typeOf(request);
  const body = fromPatch(request, { before, making });
  checkHead(body, before, making);
  const reading = making.reading && { ...making.reading, isJsonPatch: type === TYPES.json };
  const of = { ...making, ...(reading === undefined ? {} : { reading }) };
  const sent = type === TYPES.strategic ? goPrinted(withoutDirectives(request.body ?? null)) : undefined;
  return asPatch(body, (patched) => then(patched, of), { sent, isCustom: making.kind.custom !== undefined });
}

const typeOf = ({ contentType }: WireRequest): string => contentType.split(";", 1)[0] ?? "";

export function isApply(request: WireRequest): boolean {
  return [TYPES.apply, "application/apply-patch+cbor"].includes(typeOf(request));
}

/** Of a custom kind a patch makes no other. */
function checkHead(body: JsonObject, before: JsonObject, { kind }: Making): void {
  if (kind.custom === undefined) return;
  const wanted: Readonly<Record<string, string>> = { apiVersion: kind.resource.apiVersion, kind: kind.resource.kind };
  const errors = Object.entries(wanted).flatMap(([key, must]) => {
    const given = textAt(body, key);
    return given === must || given === "" ? [] : [invalidValue(key, given, `must be ${must}`)];
  });
  // It is named as the patch has it.
  const called = { group: kind.resource.group, kind: textAt(body, "kind") || kind.resource.kind };
  if (errors.length > 0) throw invalid(called, textAt(before, "metadata", "name"), errors);
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
        making.kind,
      );
    case TYPES.merge:
      // Who does not look for doubled fields does not read it twice.
      if (request.body === null || ((request.reading?.problem ?? "") !== "" && making.options.validation === "Ignore"))
        throw badRequest("Invalid JSON Patch");
      return patchedObject(mergePatched(before, patchBody(request, "error decoding patch: ", GO_MAP)), making.kind);
    case TYPES.strategic: {
      const patch = patchBody(request, "", GO_MAP);
      const patched = fitting(() => strategicPatched(before, isObject(patch) ? patch : {}, making.kind.schema));
      const why = conversionProblem(patched, making.kind.schema);
      if (why !== undefined) throw patchInvalid(goPrinted(withoutDirectives(patch)), why);
      const whole = restored(patched, making.kind.schema);
      return isObject(whole) ? whole : patched;
    }
  }
  throw mediaTypeNotTaken();
}

/** Of custom resources no lists are known that merge. */
export function checkPatchType({ contentType }: WireRequest, { custom }: Kind): void {
  if (custom === undefined || contentType.split(";", 1)[0] !== TYPES.strategic) return;
  throw unsupportedMediaType([TYPES.json, TYPES.merge, TYPES.apply]);
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

/** A list is none, whatever kind it was made of. */
function patchedObject(value: JsonValue, { custom }: Kind): JsonObject {
  if (isObject(value)) return value;
  if (custom === undefined) throw patchInvalid(writeJson(value), headProblem({ body: value }));
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
    if (error instanceof StrategicPatchError) {
      throw error.code === 400 ? badRequest(error.message) : new Refusal(500, "", error.message);
    }
    if (!(error instanceof PatchError)) throw error;
    throw new Refusal(422, "Invalid", "the server rejected our request due to an error in our request", {});
  }
}

// --- server-side apply

function applyObject(request: WireRequest, target: Target, making: Making & Place): Patched {
  const { kind, options, before, subresource } = making;
  if (before === undefined && subresource !== "") {
    appliedBody(request);
    throw notFound(kind.resource, target.name);
  }
  const config = appliedConfig(request, making);
  const repeated = request.reading?.repeated ?? [];
  if (repeated.length > 0 && options.validation === "Strict")
    throw badRequest(`error strict decoding YAML: error converting YAML to JSON: ${yamlProblem(repeated)}`);
  const warnings = options.validation === "Warn" ? repeated : [];
  return telling(warnings, () => appliedObject(config, target, { warnings, making }));
}

/** What is applied. Throws where it is no configuration of the kind. */
export function appliedConfig(request: WireRequest, making: Pick<Making, "kind">): JsonObject {
  const config = appliedBody(request);
  checkConfig(config, making);
  return config;
}

interface Applying {
  readonly warnings: readonly string[];
  readonly making: Making & Place;
}

function appliedObject(config: JsonObject, target: Target, { warnings, making }: Applying): Patched {
  const { kind, options, before, server, subresource } = making;
  if (before === undefined) checkNoUid(config, making);
  const writer = writerOf(kind, options, server, subresource);
  const empty = (): JsonObject => emptyOf(kind);
  const live = before ?? empty();
  if (before !== undefined) checkPreconditions(config, changingOf(making, before));
  const versions = { live, wanted: config, schema: kind.schema, empty, ...otherVersions(kind) };
  const wanted = conflicting(() => appliedByKubectl(versions, writer, options.force));
  checkNames(config, target);
  if (objectAt(config, "metadata")["name"] === "") checkNamed(config, target);
  if (before === undefined) {
    const made = prepareNew(converted(withoutStatus(wanted, kind), config, making), target, making);
    const object = storeNew(made, config, making);
    const more = [...finalizerWarnings(object, undefined, kind), ...kindWarnings(object)];
    return { object, warnings: [...warnings, ...more], isNew: true };
  }
  const changing = changingOf(making, before);
  const object = storeChanged(kept(converted(wanted, config, making), changing), changing);
  const more = [...finalizerWarnings(object, before, kind), ...kindWarnings(object, before)];
  return { object, warnings: [...warnings, ...more], isNew: false };
}

/** Who names an object by its uid means one that is there. */
function checkNoUid(config: JsonObject, { kind }: Making): void {
  const [uid, name] = [textAt(config, "metadata", "uid"), textAt(config, "metadata", "name")];
  if (uid === "") return;
  const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
  throw conflict(kind.resource, name, why);
}

function changingOf(making: Making & Place, before: JsonObject): Changing {
  return { ...making, before, isPatch: true };
}

/** Put into Go's type, with what is missing filled in; what does not fit is nobody's fault. */
function converted(object: JsonObject, config: JsonObject, { kind, before }: Making & Partial<Place>): JsonObject {
  try {
    const whole = kind.custom === undefined ? restored(object, kind.schema) : object;
    // What is applied to a custom resource that is there is filled when it is read again.
    const isFilled = kind.versions === undefined || before === undefined;
    return normalized(isObject(whole) ? whole : object, kind, { keepsNulls: true, isFilled });
  } catch (error) {
    const read = error instanceof Refusal ? /cannot be handled as a \w+: (.*)$/s.exec(error.message)?.[1] : undefined;
    if (read === undefined) throw error;
    // What is left are types that read themselves.
    const why = conversionProblem(object, kind.schema) ?? read.replace(/Go struct field \S+/, "Go value");
    const { namespace = "", name = "" } = objectAt(config, "metadata");
    const { apiVersion, group, version, kind: of } = kind.resource;
    const type = `${group === "" ? `/${version}` : apiVersion}, Kind=${of}`;
    const from = why.startsWith("illegal base64") ? "error decoding from json: " : "";
    const text = `unable to convert unstructured object to ${type}: ${from}${why}`;
    const place = `${String(namespace)}/${String(name)}; ${type}`;
    throw new Refusal(500, "", `failed to convert new object (${place}) to proper version: ${text}`);
  }
}

function checkConfig(config: JsonObject, { kind }: Pick<Making, "kind">): void {
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

/** Conflicts of owners as refusals. */
export function conflicting<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof ApplyConflict) throw conflictRefusal(error.conflicts);
    if (error instanceof VersionError) throw new Refusal(500, "", error.message);
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
