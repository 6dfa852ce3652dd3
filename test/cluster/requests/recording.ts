/**
 * Sequences of requests with a real server's answers, as lines of JSON: `{sequence}` begins one, the others are requests. Most repeat another of their
 * sequence: `like` says which, and only what differs is written.
 */
import type { ApiRequest, JsonObject, JsonValue } from "../../../src/kube/index.ts";
import { isObject, listAt, objectAt, sameJson, textAt } from "../../../src/kube/index.ts";
import type { Answer } from "./compare.ts";
import { delta, patched, type Delta } from "./delta.ts";

export interface Exchange {
  readonly request: ApiRequest;
  readonly answer: Answer;
}

export interface Recorded {
  readonly name: string;
  readonly exchanges: readonly Exchange[];
}

/** A value, or how it differs from that of the exchange with the number. */
type Written = JsonValue | { readonly like: number; readonly delta: Delta };

export function encodeRecording(sequences: readonly Recorded[]): string {
  const lines = sequences.flatMap(({ name, exchanges }) => [
    { sequence: name },
    ...exchanges.map((one, i) => encodeExchange(one, exchanges.slice(0, i))),
  ]);
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function encodeExchange({ request, answer }: Exchange, before: readonly Exchange[]): object {
  const { body, ...rest } = request;
  const { status, body: answered, warnings } = answer;
  const isSame = before.at(-1) !== undefined && sameJson(headOf(before.at(-1)), rest as unknown as JsonObject);
  return {
    ...(isSame ? {} : rest),
    ...(body === undefined
      ? {}
      : {
          body: write(
            body,
            before.map((one) => one.request.body),
          ),
        }),
    status,
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(status < 400
      ? {
          answer: write(
            answered,
            before.map((one) => one.answer.body),
          ),
        }
      : shortened(answered, before.findLast(isRefused)?.answer.body)),
  };
}

function headOf(exchange: Exchange | undefined): JsonObject {
  const { body: _, ...rest } = exchange?.request ?? { method: "GET", path: "" };
  return rest as unknown as JsonObject;
}

/** The shortest form: whole, or as what differs from the first, or from the last. */
function write(value: JsonValue, before: readonly (JsonValue | undefined)[]): Written {
  const candidates = [...new Set([0, before.length - 2, before.length - 1])].filter((i) => isObject(before[i]));
  const forms = candidates.map((like) => ({ like, delta: delta(before[like] ?? null, value) }));
  return [value, ...forms].reduce((a, b) => (JSON.stringify(b).length < JSON.stringify(a).length ? b : a));
}

export function decodeRecording(text: string): Recorded[] {
  const sequences: { name: string; exchanges: Exchange[] }[] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const value = JSON.parse(line) as JsonObject;
    if (typeof value["sequence"] === "string") sequences.push({ name: value["sequence"], exchanges: [] });
    else sequences.at(-1)?.exchanges.push(decodeExchange(value, sequences.at(-1)?.exchanges ?? []));
  }
  return sequences;
}

function decodeExchange(line: JsonObject, before: readonly Exchange[]): Exchange {
  const { body, status, warnings = [], answer = null, refusal, causes, ...own } = line;
  const head = Object.keys(own).length === 0 ? headOf(before.at(-1)) : own;
  const request = {
    ...head,
    ...(body === undefined
      ? {}
      : {
          body: read(
            body,
            before.map((one) => one.request.body),
          ),
        }),
  };
  const isError = Number(status) >= 400;
  return {
    request: request as unknown as ApiRequest,
    answer: {
      status: Number(status),
      warnings: listAt(warnings).map(String),
      body: isError
        ? lengthened(refusal ?? refusalOf(before.findLast(isRefused)?.answer.body).rest, causes)
        : read(
            answer,
            before.map((one) => one.answer.body),
          ),
    },
  };
}

function read(written: JsonValue, before: readonly (JsonValue | undefined)[]): JsonValue {
  if (!isObject(written) || typeof written["like"] !== "number" || !Array.isArray(written["delta"])) return written;
  return patched(before[written["like"]] ?? null, written["delta"] as unknown as Delta);
}

// --- refusals: their message repeats their causes, and much else is as in the last one

const CAUSES = "%CAUSES%";

const isRefused = ({ answer }: Exchange): boolean => answer.status >= 400;

function textOf(causes: readonly string[]): string {
  const texts = [...new Set(causes)];
  return texts.length === 1 ? (texts[0] ?? "") : `[${texts.join(", ")}]`;
}

interface Refused {
  readonly rest: JsonValue;
  readonly causes: readonly string[];
}

/** Apart: the causes, as the message has them. */
function refusalOf(body: JsonValue | undefined): Refused {
  const causes = listAt(body, "details", "causes");
  const texts = causes.map((one) => `${textAt(one, "field")}: ${textAt(one, "message")}`);
  const isPlain = sameJson(texts.map(causeOf), causes);
  if (!isObject(body) || causes.length === 0 || !isPlain) return { rest: body ?? null, causes: [] };
  const { causes: _, ...details } = objectAt(body, "details");
  const message = textAt(body, "message").replace(textOf(texts), () => CAUSES);
  return { rest: { ...body, details, message }, causes: texts };
}

function shortened(body: JsonValue, last: JsonValue | undefined): JsonObject {
  const { rest, causes } = refusalOf(body);
  return {
    ...(sameJson(rest, refusalOf(last).rest) ? {} : { refusal: rest }),
    ...(causes.length === 0 ? {} : { causes: [...causes] }),
  };
}

function lengthened(refusal: JsonValue, causes: JsonValue | undefined): JsonValue {
  const texts = listAt(causes).map(String);
  if (!isObject(refusal) || texts.length === 0) return refusal;
  const details = { ...objectAt(refusal, "details"), causes: texts.map(causeOf) };
  return { ...refusal, details, message: textAt(refusal, "message").replace(CAUSES, () => textOf(texts)) };
}

/** By the words that messages begin with. */
const REASONS: readonly (readonly [begin: string, reason: string])[] = [
  ["Required value", "FieldValueRequired"],
  ["Invalid value", "FieldValueInvalid"],
  ["Unsupported value", "FieldValueNotSupported"],
  ["Duplicate value", "FieldValueDuplicate"],
  ["Not found", "FieldValueNotFound"],
  ["Too long", "FieldValueTooLong"],
  ["Too many", "FieldValueTooMany"],
  ["Forbidden", "FieldValueForbidden"],
];

function causeOf(text: string): JsonObject {
  const [begin, reason] = REASONS.find(([words]) => text.includes(`: ${words}`)) ?? ["", ""];
  const at = text.indexOf(`: ${begin}`);
  return { field: text.slice(0, at), message: text.slice(at + 2), reason };
}
