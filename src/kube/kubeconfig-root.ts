/** The object that a kubeconfig file holds, or what is wrong with it in the words of client-go 0.37 and apimachinery's decoders. */
import { unmarshal } from "../yaml/index.ts";
import type { Value } from "../go/index.ts";
import { isObject, textAt, type JsonObject, type JsonValue } from "./json.ts";

/** What is asked of a file before its version is known. */
const HEAD = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;

const LISTS = { clusters: "NamedCluster", users: "NamedAuthInfo", contexts: "NamedContext" };

/** Throws `Error`. */
export function kubeconfigRoot(text: string): JsonObject {
  const root = parsed(text);
  if (root === null) return {};
  if (!isObject(root)) {
    const fault = `json: cannot unmarshal ${kindOf(root)} into Go value of type ${HEAD}`;
    throw new Error(`couldn't get version/kind; json parse error: ${fault}`);
  }
  const [version, kind] = [textAt(root, "apiVersion") || "v1", textAt(root, "kind") || "Config"];
  if (version !== "v1" || kind !== "Config") {
    throw new Error(`no kind "${kind}" is registered for version "${version}" in scheme "pkg/runtime/scheme.go:111"`);
  }
  for (const [field, type] of Object.entries(LISTS)) {
    const list = root[field] ?? null;
    if (list === null || Array.isArray(list)) continue;
    throw new Error(`json: cannot unmarshal ${kindOf(list)} into Go struct field Config.${field} of type []v1.${type}`);
  }
  return root;
}

function parsed(text: string): JsonValue {
  try {
    return toJson(unmarshal(text));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(message.replace(/^error converting YAML to JSON: /, ""), { cause: error });
  }
}

function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}

function toJson(value: Value): JsonValue {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, child]) => [key, toJson(child)]));
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === "bigint") return Number(value);
  return typeof value === "object" || value === undefined ? null : value;
}
