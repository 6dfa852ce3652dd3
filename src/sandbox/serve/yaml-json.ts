/** YAML bodies: loaded only where one comes. */
import { fromBytes, toBytes } from "../../go/index.ts";
import { marshal } from "../../go/json/index.ts";
import { unmarshal } from "../../yaml/index.ts";

/** Throws the reader's error. */
export function yamlToJson(bytes: Uint8Array): Uint8Array {
  return toBytes(marshal(unmarshal(fromBytes(bytes)), { escapeHtml: false }));
}
