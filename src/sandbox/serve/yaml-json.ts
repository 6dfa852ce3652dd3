/** Bodies in YAML, and what is wrong with JSON in Go's words: loaded only where one comes. */
import { fromBytes, toBytes } from "../../go/index.ts";
import { marshal, unmarshal as unmarshalJson } from "../../go/json/index.ts";
import { marshal as marshalYaml, unmarshal } from "../../yaml/index.ts";

/** The last of fields that are given twice counts. Throws the reader's error. */
export function yamlToJson(bytes: Uint8Array): Uint8Array {
  return toBytes(marshal(unmarshal(fromBytes(bytes), { ints: true }), { escapeHtml: false }));
}

/** Keys that stand twice in a map, in go-yaml's words. */
export function repeatedKeys(bytes: Uint8Array): string[] {
  try {
    unmarshal(fromBytes(bytes), { strict: true });
    return [];
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return [...text.matchAll(/^\s*(line \d+: key .* already set in map)$/gm)].map(([, line = ""]) => line);
  }
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
