/**
 * The types that client-go 0.37 decodes a kubeconfig into (tools/clientcmd/api/v1/types.go), and the first value that does not fit them:
 * apimachinery's decoder tells fields by their exact names, and reads maps in the order of their keys.
 */
import { GoError, toBytes } from "../go/index.ts";
import { decodeBase64 } from "../go/encoding/index.ts";
import { isObject, type JsonValue } from "./json.ts";

interface Shape {
  /** As Go's errors name it. */
  readonly name: string;
  readonly kind: "text" | "boolean" | "bytes" | "list" | "map" | "struct";
  /** Of a list or a map. */
  readonly item?: Shape;
  /** Of a struct; what is not here may be anything. */
  readonly fields?: Readonly<Record<string, Shape>>;
}

const text: Shape = { name: "string", kind: "text" };
const boolean: Shape = { name: "bool", kind: "boolean" };
const bytes: Shape = { name: "[]uint8", kind: "bytes" };
const list = (item: Shape): Shape => ({ name: `[]${item.name}`, kind: "list", item });
const map = (item: Shape): Shape => ({ name: `map[string]${item.name}`, kind: "map", item });
const struct = (name: string, fields: Readonly<Record<string, Shape>>): Shape => ({
  ...{ name: `v1.${name}`, kind: "struct", fields },
});
const texts = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, text]));

function configShape(): Shape {
  const extensions = list(struct("NamedExtension", { name: text }));
  const cluster = struct("Cluster", {
    ...texts("server", "tls-server-name", "certificate-authority", "proxy-url"),
    ...{ "insecure-skip-tls-verify": boolean, "disable-compression": boolean },
    ...{ "certificate-authority-data": bytes, extensions },
  });
  const exec = struct("ExecConfig", {
    ...texts("command", "apiVersion", "installHint"),
    ...{ args: list(text), env: list(struct("ExecEnvVar", texts("name", "value"))), provideClusterInfo: boolean },
    interactiveMode: { name: "v1.ExecInteractiveMode", kind: "text" },
  });
  const user = struct("AuthInfo", {
    ...texts("client-certificate", "client-key", "token", "tokenFile", "as", "as-uid", "username", "password"),
    ...{ "client-certificate-data": bytes, "client-key-data": bytes },
    ...{ "as-groups": list(text), "as-user-extra": map(list(text)) },
    "auth-provider": struct("AuthProviderConfig", { name: text, config: map(text) }),
    ...{ exec, extensions },
  });
  const context = struct("Context", { ...texts("cluster", "user", "namespace"), extensions });
  return struct("Config", {
    clusters: list(struct("NamedCluster", { name: text, cluster })),
    users: list(struct("NamedAuthInfo", { name: text, user })),
    contexts: list(struct("NamedContext", { name: text, context })),
    "current-context": text,
    preferences: struct("Preferences", { colors: boolean, extensions }),
    extensions,
  });
}

/** Why client-go cannot decode this; `undefined` where it can. */
export function typeFault(root: JsonValue): string | undefined {
  return faultOf(root, configShape(), { struct: "", path: "" });
}

interface Place {
  /** The innermost struct, without its package. */
  readonly struct: string;
  readonly path: string;
}

function faultOf(value: JsonValue, shape: Shape, place: Place): string | undefined {
  if (value === null) return undefined;
  switch (shape.kind) {
    case "text":
      return typeof value === "string" ? undefined : misfit(value, shape, place);
    case "boolean":
      return typeof value === "boolean" ? undefined : misfit(value, shape, place);
    case "bytes":
      return bytesFault(value, shape, place);
    case "list":
      if (!Array.isArray(value)) return misfit(value, shape, place);
      return firstFault(value, (item) => faultOf(item, shape.item ?? text, place));
    default:
      return isObject(value) ? fieldsFault(value, shape, place) : misfit(value, shape, place);
  }
}

/** Base64, or a list of bytes. */
function bytesFault(value: JsonValue, shape: Shape, place: Place): string | undefined {
  if (Array.isArray(value)) return firstFault(value, (item) => byteFault(item, place));
  if (typeof value !== "string") return misfit(value, shape, place);
  return base64Fault(value);
}

function byteFault(value: JsonValue, place: Place): string | undefined {
  if (value === null || (typeof value === "number" && byte.test(String(value)) && value < 256)) return undefined;
  const what = typeof value === "number" ? `number ${value}` : kindOf(value);
  return misfitOf(what, { name: "uint8", kind: "bytes" }, place);
}

const byte = /^\d{1,3}$/;

function base64Fault(value: string): string | undefined {
  try {
    decodeBase64(toBytes(value));
    return undefined;
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}

function fieldsFault(value: Readonly<Record<string, JsonValue>>, shape: Shape, place: Place): string | undefined {
  const { fields, item } = shape;
  return firstFault(Object.keys(value).sort(), (key) => {
    const inner = fields === undefined ? item : Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (inner === undefined) return undefined;
    // Keys of maps are not named.
    const at = fields === undefined ? place : { struct: shape.name.slice(3), path: joined(place.path, key) };
    return faultOf(value[key] ?? null, inner, at);
  });
}

function joined(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function firstFault<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const fault = find(item);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function misfit(value: JsonValue, shape: Shape, place: Place): string {
  return misfitOf(kindOf(value), shape, place);
}

function misfitOf(what: string, { name }: Shape, { struct: within, path }: Place): string {
  return `json: cannot unmarshal ${what} into Go struct field ${within}.${path} of type ${name}`;
}

/** JSON's word for it. */
export function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}
