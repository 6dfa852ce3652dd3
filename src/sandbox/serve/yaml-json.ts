/** Bodies in YAML, and what is wrong with JSON in Go's words: loaded only where one comes. */
import { fromBytes, toBytes } from "../../go/index.ts";
import { marshal, unmarshal as unmarshalJson } from "../../go/json/index.ts";
import { marshal as marshalYaml, unmarshal } from "../../yaml/index.ts";
import type { Keys } from "../wire/duplicate-keys.ts";

/** The last of fields that are given twice counts. Throws the reader's error. */
export function yamlToJson(bytes: Uint8Array): Uint8Array {
  return toBytes(marshal(unmarshal(fromBytes(bytes)), { escapeHtml: false }));
}

/** In go-yaml's words, which are told instead of those of JSON. */
export function yamlKeys(_bytes: Uint8Array): Keys {
  return { duplicates: [], order: [] };
}

export function jsonProblem(bytes: Uint8Array): string {
  try {
    unmarshalJson(fromBytes(bytes));
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function jsonToYaml(json: string): string {
  const value = unmarshalJson(fromBytes(new TextEncoder().encode(json)), { ints: true });
  return new TextDecoder().decode(toBytes(marshalYaml(value)));
}
