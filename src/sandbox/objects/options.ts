/** What a write is told by its query (apimachinery meta/v1/validation 0.36). */
import { listAt, textAt, type JsonObject } from "../../kube/index.ts";
import { DecodeError } from "../admit/decode-place.ts";
import { decodeObject } from "../admit/decode.ts";
import { deleteOptionsSchema } from "../schema/types.ts";
import { optionsBody } from "../wire/body.ts";
import { intOf, isYes } from "../wire/list-options.ts";
import {
  badRequest,
  forbiddenField,
  invalid,
  invalidValue,
  required,
  tooLong,
  type FieldError,
  type Refusal,
} from "../wire/refusal.ts";
import type { WireRequest } from "../wire/request.ts";

export interface WriteOptions {
  readonly manager: string;
  readonly dryRun: boolean;
  readonly validation: "Ignore" | "Warn" | "Strict";
  readonly force: boolean;
  /** As the request has them, for those who look at it. */
  readonly told?: JsonObject;
}

const MANAGER_BYTES_MAX = 128;

const KINDS: Readonly<Record<string, string>> = { POST: "CreateOptions", PUT: "UpdateOptions", PATCH: "PatchOptions" };

/** Throws what forbids them. */
export function writeOptions({ method, query, userAgent, contentType }: WireRequest): WriteOptions {
  const [validation = "", dryRun, manager = ""] = [query["fieldValidation"], query["dryRun"], query["fieldManager"]];
  const errors = [
    ...(method === "PATCH" ? patchErrors(query, contentType) : []),
    ...managerErrors(manager),
    ...dryRunErrors(dryRun === undefined ? [] : [dryRun]),
    ...validationErrors(validation),
  ];
  if (errors.length > 0) throw optionsInvalid(errors, KINDS[method]);
  return {
    manager: (manager || userAgent.split("/", 1)[0] || "unknown").slice(0, MANAGER_BYTES_MAX),
    dryRun: dryRun !== undefined,
    validation: validation === "Ignore" || validation === "Strict" ? validation : "Warn",
    force: isYes(query["force"]),
    told: {
      ...(dryRun === undefined ? {} : { dryRun: [dryRun] }),
      ...(manager === "" ? {} : { fieldManager: manager }),
      ...(validation === "" ? {} : { fieldValidation: validation }),
    },
  };
}

function optionsInvalid(errors: readonly FieldError[], kind = "CreateOptions"): Refusal {
  return invalid({ kind, group: "meta.k8s.io" }, "", errors);
}

function patchErrors(query: WireRequest["query"], contentType: string): FieldError[] {
  const isApply = contentType.startsWith("application/apply-patch+");
  if (isApply)
    return (query["fieldManager"] ?? "") === "" ? [required("fieldManager", "is required for apply patch")] : [];
  return query["force"] === undefined ? [] : [forbiddenField("force", "may not be specified for non-apply patch")];
}

function managerErrors(manager: string): FieldError[] {
  const errors: FieldError[] = [];
  if (new TextEncoder().encode(manager).length > MANAGER_BYTES_MAX)
    errors.push(tooLong("fieldManager", MANAGER_BYTES_MAX));
  for (const [i, letter] of [...manager].entries()) {
    if (!/[\p{C}\p{Z}]/u.test(letter) || letter === " ") continue;
    const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    const text = `Invalid value: ${goQuoted(manager)}: invalid character U+${code} (at position ${i})`;
    errors.push({ field: "fieldManager", type: "FieldValueInvalid", text });
  }
  return errors;
}

/** As `%q`: what cannot be printed in hexadecimal. */
function goQuoted(text: string): string {
  return JSON.stringify(text).replace(/\\u00([0-9a-f]{2})/g, "\\x$1");
}

function dryRunErrors(given: readonly string[]): FieldError[] {
  if (given.every((one) => one === "All")) return [];
  return [unsupported("dryRun", JSON.stringify(given), ["All"])];
}

function validationErrors(given: string): FieldError[] {
  if (["", "Ignore", "Warn", "Strict"].includes(given)) return [];
  return [unsupported("fieldValidation", JSON.stringify(given), ["", "Ignore", "Strict", "Warn"])];
}

function unsupported(field: string, value: string, supported: readonly string[]): FieldError {
  const words = supported.map((one) => JSON.stringify(one)).join(", ");
  return { field, type: "FieldValueNotSupported", text: `Unsupported value: ${value}: supported values: ${words}` };
}

export interface DeleteOptions {
  /** Nothing was said of what depends on it. */
  readonly isDefault: boolean;
  readonly propagation: "Background" | "Foreground" | "Orphan";
  readonly dryRun: boolean;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly told?: JsonObject;
}

/** From the body; where there is none from the query. Throws what forbids them. */
export function deleteOptions(request: WireRequest): DeleteOptions {
  const body = optionsBody(request);
  checkOptionsKind(body);
  const given = Object.keys(body).length > 0 ? body : fromQuery(request.query);
  const [orphan, policy] = [given["orphanDependents"], textAt(given, "propagationPolicy")];
  const dryRun = listAt(given, "dryRun").map(String);
  const errors = [...policyErrors(policy, orphan !== undefined), ...dryRunErrors(dryRun)];
  if (errors.length > 0) throw optionsInvalid(errors, "DeleteOptions");
  return {
    isDefault: policy === "" && orphan === undefined,
    propagation: policy === "Foreground" || policy === "Orphan" ? policy : orphan === true ? "Orphan" : "Background",
    // Clients that send a body say there what they mean; those of old said it in the query, too.
    dryRun: dryRun.length > 0 || request.query["dryRun"] === "All",
    uid: textAt(given, "preconditions", "uid"),
    resourceVersion: textAt(given, "preconditions", "resourceVersion"),
    told: given,
  };
}

function fromQuery(query: WireRequest["query"]): JsonObject {
  intOf(query["gracePeriodSeconds"]);
  const [policy, orphan, dryRun] = [query["propagationPolicy"], query["orphanDependents"], query["dryRun"]];
  return {
    ...(policy === undefined ? {} : { propagationPolicy: policy }),
    ...(orphan === undefined ? {} : { orphanDependents: isYes(orphan) }),
    ...(dryRun === undefined || dryRun === "" ? {} : { dryRun: [dryRun] }),
  };
}

function checkOptionsKind(body: JsonObject): void {
  const [apiVersion, kind] = [textAt(body, "apiVersion"), textAt(body, "kind")];
  if (kind !== "" && kind !== "DeleteOptions") {
    const scheme = 'in scheme "pkg/runtime/scheme.go:111"';
    throw badRequest(
      `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} ${scheme}`,
    );
  }
  try {
    decodeObject(body, deleteOptionsSchema() ?? UNKNOWN);
  } catch (error) {
    throw error instanceof DecodeError ? badRequest(error.message) : error;
  }
}

const UNKNOWN = { kind: "any" } as const;

function policyErrors(policy: string, hasOrphan: boolean): FieldError[] {
  if (policy === "") return [];
  const errors: FieldError[] = [];
  if (hasOrphan)
    errors.push(
      invalidValue("propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set"),
    );
  if (!["Foreground", "Background", "Orphan"].includes(policy))
    errors.push(
      unsupported("propagationPolicy", JSON.stringify(policy), ["Foreground", "Background", "Orphan", "nil"]),
    );
  return errors;
}
