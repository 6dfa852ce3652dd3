/**
 * Bodies that cannot be read are told of by whoever wants them, in the words of the verb (apiserver endpoints/handlers/create.go and
 * response.go, transformDecodeError 0.36); what was read is JSON.
 */
import { isNumber, isObject, writeJson, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { earlierIn } from "./as-written.ts";
import { badRequest } from "./refusal.ts";
import type { WireRequest } from "./request.ts";

/** How a body was read. */
export interface Reading {
  /** In Go's words; empty where it could be read. */
  readonly problem: string;
  readonly from: "json" | "yaml" | "protobuf";
  /** Its begin, as messages show it. */
  readonly begin: string;
  /** Paths of fields that are given more than once, in order. */
  readonly duplicates: readonly string[];
  /** All fields in order, where some are given twice. */
  readonly order: readonly string[];
  /** Of YAML, where keys stand twice: `line 4: key "a" already set in map`. */
  readonly repeated: readonly string[];
  /** Of a JSON patch its fields are told of as such. */
  readonly isJsonPatch?: boolean;
  /** A number that no float64 holds; empty where there is none. */
  readonly tooLarge?: string;
}

const SHOWN_MAX = 30;

export function beginOf(bytes: Uint8Array): string {
  if (bytes.length === 0) return "<empty>";
  const begin = bytes.subarray(0, SHOWN_MAX);
  const text = bytes[0] === 0x7b ? new TextDecoder().decode(begin) : hexOf(begin);
  return bytes.length > SHOWN_MAX ? `${text} ...` : text;
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Throws where there is no object in it that says, or leaves open, what it is. */
export function objectBody(request: WireRequest, kind: string): JsonObject {
  const { body, reading } = request;
  const problem = headProblem(request);
  if (problem === "") return isObject(body) ? body : {};
  const begin = reading?.begin ?? beginOf(new TextEncoder().encode(body === undefined ? "" : writeJson(body)));
  throw badRequest(`the object provided is unrecognized (must be of type ${kind}): ${problem} (${begin})`);
}

/** Of a deletion: nothing is enough. */
export function optionsBody(request: WireRequest): JsonObject {
  if (request.body === undefined && (request.reading?.problem ?? "") === "") return {};
  const problem = headProblem(request);
  if (problem !== "") throw badRequest(problem);
  return isObject(request.body) ? request.body : {};
}

const HEAD = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;

const HEAD_KEYS = ["apiVersion", "kind"];

/** Why it is not known which kind it is of; empty where it is. */
export function headProblem({ body, reading }: Pick<WireRequest, "body" | "reading">): string {
  const json = (text: string): string => `couldn't get version/kind; json parse error: ${text}`;
  if (reading !== undefined && reading.problem !== "") {
    return reading.from === "json" ? json(reading.problem) : reading.problem;
  }
  if (body === undefined) return json("unexpected end of JSON input");
  if (body === null) return "";
  if (!isObject(body)) return json(`json: cannot unmarshal ${goKind(body)} into Go value of type ${HEAD}`);
  const given = HEAD_KEYS.flatMap((key): (readonly [string, JsonValue])[] => [
    ...earlierIn(body).filter(([name]) => name === key),
    [key, body[key] ?? null],
  ]);
  const wrong = given.find(([, value]) => typeof value !== "string" && value !== null);
  if (wrong === undefined) return "";
  return json(`json: cannot unmarshal ${goKind(wrong[1])} into Go struct field .${wrong[0]} of type string`);
}

export function goKind(value: JsonValue): string {
  if (Array.isArray(value)) return "array";
  if (isNumber(value)) return "number";
  return typeof value === "boolean" ? "bool" : value === null ? "null" : typeof value;
}
