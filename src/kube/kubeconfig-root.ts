/** The object that a kubeconfig file holds, or what is wrong with it in the words of client-go 0.37 and apimachinery's decoders. */
import { unmarshal } from "../yaml/index.ts";
import type { Value } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { isObject, listAt, textAt, type JsonObject, type JsonValue } from "./json.ts";
import { kindOf, typeFault } from "./kubeconfig-types.ts";

/** What is asked of a file before its version is known. */
const HEAD = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;

/** Throws `Error`. */
export function kubeconfigRoot(text: string): JsonObject {
  const root = parsed(text);
  if (root === null) return {};
  if (!isObject(root)) {
    const fault = `json: cannot unmarshal ${kindOf(root)} into Go value of type ${HEAD}`;
    throw new Error(`couldn't get version/kind; json parse error: ${fault}`);
  }
  for (const field of ["apiVersion", "kind"]) {
    const value = root[field] ?? "";
    if (typeof value === "string") continue;
    const fault = `json: cannot unmarshal ${kindOf(value)} into Go struct field .${field} of type string`;
    throw new Error(`couldn't get version/kind; json parse error: ${fault}`);
  }
  const [version, kind] = [textAt(root, "apiVersion") || "v1", textAt(root, "kind") || "Config"];
  if (version.split("/").length > 2) throw new Error(`unexpected GroupVersion string: ${version}`);
  if ((version !== "v1" && version !== "/") || kind !== "Config") {
    const unknown = `no kind ${quote(kind)} is registered for version ${quote(version)}`;
    throw new Error(`${unknown} in scheme "pkg/runtime/scheme.go:111"`);
  }
  const fault = typeFault(root) ?? firstRepeated(root);
  if (fault !== undefined) throw new Error(fault);
  return root;
}

/** The lists that become maps by name, in the order in which they do so. */
const NAMED = [
  ["clusters", "NamedCluster", "Cluster"],
  ["users", "NamedAuthInfo", "AuthInfo"],
  ["contexts", "NamedContext", "Context"],
] as const;

function firstRepeated(root: JsonObject): string | undefined {
  for (const [list, item, into] of NAMED) {
    const names = listAt(root, list).map((entry) => textAt(entry, "name"));
    const name = names.find((one, at) => names.indexOf(one) < at);
    if (name === undefined) continue;
    // Go prints the list behind this, passwords and all.
    return `error converting *[]${item} into *map[string]*api.${into}: duplicate name ${quote(name)} in list`;
  }
  return undefined;
}

function parsed(text: string): JsonValue {
  try {
    return toJson(unmarshal(text));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(message.replace(/^error converting YAML to JSON: /, ""), { cause: error });
  }
}

function toJson(value: Value): JsonValue {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, child]) => [key, toJson(child)]));
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === "bigint") return Number(value);
  return typeof value === "object" || value === undefined ? null : value;
}
