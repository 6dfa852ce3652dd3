/** Answers that refuse, with the texts of apimachinery's `errors` package. */
import { writeJson, type JsonObject } from "../../kube/index.ts";
import { goNumber } from "./go-number.ts";
import { qualifiedName } from "../schema/resources.ts";

/** Becomes a Status object. */
export class Refusal extends Error {
  override name = "Refusal";
  /** What was told of before it came to this. */
  readonly warnings: string[] = [];

  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details: JsonObject | undefined = undefined,
  ) {
    super(message);
  }

  /** Of a list that cannot go on: where it can. */
  get metadata(): JsonObject {
    return {};
  }

  get status(): JsonObject {
    return {
      kind: "Status",
      apiVersion: "v1",
      metadata: this.metadata,
      status: "Failure",
      message: this.message,
      ...(this.reason === "" ? {} : { reason: this.reason }),
      ...(this.details === undefined ? {} : { details: this.details }),
      code: this.code,
    };
  }
}

interface Of {
  readonly name: string;
  readonly group: string;
}

const detailsOf = ({ name, group }: Of, object: string): JsonObject => ({
  name: object,
  ...(group === "" ? {} : { group }),
  kind: name,
});

export function notFound(resource: Of, name: string): Refusal {
  return new Refusal(
    404,
    "NotFound",
    `${qualifiedName(resource)} ${JSON.stringify(name)} not found`,
    detailsOf(resource, name),
  );
}

export function alreadyExists(resource: Of, name: string): Refusal {
  const message = `${qualifiedName(resource)} ${JSON.stringify(name)} already exists`;
  return new Refusal(409, "AlreadyExists", message, detailsOf(resource, name));
}

/** Where its name was to be made by the server: the client may come again. */
export function nameTaken(resource: Of, name: string): Refusal {
  const { message } = alreadyExists(resource, name);
  const text = `${message}, the server was not able to generate a unique name for the object`;
  return new Refusal(409, "AlreadyExists", text, { ...detailsOf(resource, name), retryAfterSeconds: 1 });
}

export function conflict(resource: Of, name: string, why: string): Refusal {
  const message = `Operation cannot be fulfilled on ${qualifiedName(resource)} ${JSON.stringify(name)}: ${why}`;
  return new Refusal(409, "Conflict", message, detailsOf(resource, name));
}

export const MODIFIED = "the object has been modified; please apply your changes to the latest version and try again";

export function forbidden(resource: Of, name: string, why: string): Refusal {
  const named = name === "" ? "" : ` ${JSON.stringify(name)}`;
  const message = `${qualifiedName(resource)}${named} is forbidden: ${why}`;
  return new Refusal(403, "Forbidden", message, detailsOf(resource, name));
}

export function badRequest(message: string): Refusal {
  return new Refusal(400, "BadRequest", message);
}

export function methodNotAllowed(): Refusal {
  return new Refusal(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {});
}

export function resourceNotFound(): Refusal {
  return new Refusal(404, "NotFound", "the server could not find the requested resource", {});
}

export function unsupportedMediaType(accepted: readonly string[]): Refusal {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(", ")}`;
  return new Refusal(415, "UnsupportedMediaType", message);
}

/** Where no body of this type is taken at all. */
export function mediaTypeNotTaken(): Refusal {
  return new Refusal(415, "UnsupportedMediaType", "415: Unsupported Media Type", {});
}

export function tooLarge(bytesMax: number): Refusal {
  return new Refusal(413, "RequestEntityTooLarge", `Request entity too large: limit is ${bytesMax}`);
}

export function expired(asked: number, oldest: number): Refusal {
  return new Refusal(410, "Expired", `too old resource version: ${asked} (${oldest})`);
}

// --- field errors

export type FieldErrorType =
  | "FieldValueInvalid"
  | "FieldValueRequired"
  | "FieldValueNotSupported"
  | "FieldValueForbidden"
  | "FieldValueDuplicate"
  | "FieldValueTypeInvalid"
  | "FieldValueTooLong"
  | "FieldValueTooMany"
  | "FieldValueNotFound"
  | "InternalError";

export interface FieldError {
  readonly field: string;
  readonly type: FieldErrorType;
  readonly text: string;
}

export function invalidValue(field: string, value: unknown, why: string): FieldError {
  return { field, type: "FieldValueInvalid", text: `Invalid value: ${shown(value)}${why === "" ? "" : `: ${why}`}` };
}

export function required(field: string, why = ""): FieldError {
  return { field, type: "FieldValueRequired", text: `Required value${why === "" ? "" : `: ${why}`}` };
}

/** The supported values stand as they are given. */
export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  const words = supported.map((one) => JSON.stringify(one));
  const text = `Unsupported value: ${shown(value)}: supported values: ${words.join(", ")}`;
  return { field, type: "FieldValueNotSupported", text };
}

export function forbiddenField(field: string, why: string): FieldError {
  return { field, type: "FieldValueForbidden", text: `Forbidden: ${why}` };
}

export function duplicateValue(field: string, value: unknown): FieldError {
  return { field, type: "FieldValueDuplicate", text: `Duplicate value: ${shown(value)}` };
}

export function tooManyItems(field: string, count: number, most: number): FieldError {
  return { field, type: "FieldValueTooMany", text: `Too many: ${count}: must have at most ${most} items` };
}

export function tooLong(field: string, bytesMax: number): FieldError {
  return { field, type: "FieldValueTooLong", text: `Too long: may not be more than ${bytesMax} bytes` };
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return "null";
  if (typeof value === "number") return goNumber(value);
  return writeJson(value, { replacer: asGoMaps });
}

/** Go writes its maps in the order of their keys, and structs in that of their fields; these are those that messages show. */
function asGoMaps(key: string, value: unknown): unknown {
  if (key === "matchExpressions" && Array.isArray(value)) return value.map(asExpression);
  if (key !== "matchLabels" || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function asExpression(one: unknown): unknown {
  if (typeof one !== "object" || one === null) return one;
  const fields: Readonly<Record<string, unknown>> = { ...one };
  return Object.fromEntries(
    ["key", "operator", "values"].filter((key) => key in fields).map((key) => [key, fields[key]]),
  );
}

export function invalid(
  of: { readonly kind: string; readonly group: string },
  name: string,
  errors: readonly FieldError[],
): Refusal {
  const { kind, group } = of;
  const texts = [...new Set(errors.map(({ field, text }) => `${field}: ${text}`))];
  const all = texts.length === 1 ? texts[0] : `[${texts.join(", ")}]`;
  const message = `${qualifiedName({ name: kind, group })} ${JSON.stringify(name)} is invalid: ${all}`;
  const causes = errors.map(({ field, type, text }) => ({ reason: type, message: text, field }));
  return new Refusal(422, "Invalid", message, {
    ...(name === "" ? {} : { name }),
    ...(group === "" ? {} : { group }),
    kind,
    causes,
  });
}
