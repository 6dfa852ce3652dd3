/** Config maps, secrets, namespaces (kubernetes pkg/apis/core/validation 1.36). */
import { isObject, objectAt, textAt, type JsonObject } from "../../../kube/index.ts";
import { JsonSyntaxError, unmarshal } from "../../../go/json/index.ts";
import { invalidValue, required, tooLong, type FieldError } from "../../wire/refusal.ts";
import { finalizerErrors } from "../names.ts";
import { configKeyErrors } from "./formats.ts";
import { all, by, items, on, type Rule } from "./rules.ts";

const DATA_BYTES_MAX = 1 << 20;

const keyErrors = (data: JsonObject, field: string): FieldError[] =>
  Object.keys(data).flatMap((key) => configKeyErrors(key).map((why) => invalidValue(`${field}[${key}]`, key, why)));

/** How many bytes stand for the texts; of those in base64 what they mean. */
function bytesOf(data: JsonObject, isEncoded: boolean): number {
  const sizes = Object.values(data).map((value) =>
    isEncoded ? decodedBytes(String(value)) : new TextEncoder().encode(String(value)).length,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function decodedBytes(text: string): number {
  return (text.length / 4) * 3 - (text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0);
}

export const configMap: Rule = by((object) => () => {
  const [data, binary] = [objectAt(object, "data"), objectAt(object, "binaryData")];
  const isTooLong = bytesOf(data, false) + bytesOf(binary, true) > DATA_BYTES_MAX;
  return [
    ...Object.keys(data).flatMap((key) => [
      ...configKeyErrors(key).map((why) => invalidValue(`data[${key}]`, key, why)),
      ...(Object.hasOwn(binary, key)
        ? [invalidValue(`data[${key}]`, key, "duplicate of key present in binaryData")]
        : []),
    ]),
    ...keyErrors(binary, "binaryData"),
    ...(isTooLong ? [tooLong("[]", DATA_BYTES_MAX)] : []),
  ];
});

// --- secrets

const REDACTED = "<secret contents redacted>";

/** What a type of secret must hold. */
const TYPES: Readonly<Record<string, (data: JsonObject, secret: JsonObject) => FieldError[]>> = {
  "kubernetes.io/service-account-token"(_data, secret) {
    const name = "kubernetes.io/service-account.name";
    const isNamed = textAt(secret, "metadata", "annotations", name) !== "";
    return isNamed ? [] : [required(`metadata.annotations[${name}]`)];
  },
  "kubernetes.io/dockercfg": (data) => jsonErrors(data, ".dockercfg"),
  "kubernetes.io/dockerconfigjson": (data) => jsonErrors(data, ".dockerconfigjson"),
  "kubernetes.io/basic-auth"(data) {
    const isEither = ["username", "password"].some((key) => data[key] !== undefined);
    return isEither ? [] : [required("data[username]"), required("data[password]")];
  },
  "kubernetes.io/ssh-auth": (data) =>
    String(data["ssh-privatekey"] ?? "") === "" ? [required("data[ssh-privatekey]")] : [],
  "kubernetes.io/tls": (data) =>
    ["tls.crt", "tls.key"].filter((key) => data[key] === undefined).map((key) => required(`data[${key}]`)),
};

function jsonErrors(data: JsonObject, key: string): FieldError[] {
  const encoded = data[key];
  if (encoded === undefined) return [required(`data[${key}]`)];
  try {
    unmarshal(atob(String(encoded)));
    return [];
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) return [];
    return [invalidValue(`data[${key}]`, REDACTED, error.message)];
  }
}

export const secret: Rule = by((object) => () => {
  const data = objectAt(object, "data");
  return [
    ...keyErrors(data, "data"),
    ...(bytesOf(data, true) > DATA_BYTES_MAX ? [tooLong("data", DATA_BYTES_MAX)] : []),
    ...(TYPES[textAt(object, "type")]?.(data, object) ?? []),
  ];
});

// --- namespaces

const LEVELS = ["privileged", "baseline", "restricted"];

const finalizer: Rule = (value, at) => {
  const list = at.replace(/\[\d+\]$/, "");
  return finalizerErrors(String(value), { list, item: list });
};

const podSecurity: Rule = (labels, at) =>
  ["enforce", "audit", "warn"].flatMap((mode) => {
    const key = `pod-security.kubernetes.io/${mode}`;
    const level = isObject(labels) ? labels[key] : undefined;
    if (level === undefined || LEVELS.includes(String(level))) return [];
    return [invalidValue(`${at}[${key}]`, level, `must be one of ${LEVELS.join(", ")}`)];
  });

export const namespace: Rule = all(
  on("spec", on("finalizers", items(finalizer))),
  on("metadata", on("labels", podSecurity)),
);
