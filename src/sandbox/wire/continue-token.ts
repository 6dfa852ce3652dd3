/** Where the next page of a list begins (apiserver pkg/storage/continue.go 0.36). */
import { isObject, type JsonValue } from "../../kube/index.ts";
import { fromBytes } from "../../go/index.ts";
import { unmarshal } from "../../go/json/index.ts";
import { badRequest } from "./refusal.ts";

export interface Token {
  /** -1: the present state, whatever it is. */
  readonly revision: number;
  readonly start: string;
}

const VERSION = "meta.k8s.io/v1";

export function encodeToken({ revision, start }: Token): string {
  const text = JSON.stringify({ v: VERSION, rv: revision, start });
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** Throws a `Refusal`. */
export function decodeToken(text: string): Token {
  const bytes = decoded(text);
  let token: JsonValue;
  try {
    unmarshal(fromBytes(bytes));
    token = JSON.parse(new TextDecoder().decode(bytes)) as JsonValue;
  } catch (error) {
    throw wrong(`continue key is not valid: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { v = "", rv = 0, start = "" } = isObject(token) ? token : {};
  if (v !== VERSION)
    throw wrong(`continue key is not valid: server does not recognize this encoded version ${String(v)}`);
  if (typeof rv !== "number" || rv === 0)
    throw wrong("continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
  if (typeof start !== "string" || start === "")
    throw wrong("continue key is not valid: encoded start key empty (version meta.k8s.io/v1)");
  // It is no way out of the folder.
  if (start.split("/").includes("..")) throw wrong(`continue key is not valid: ${start}`);
  return { revision: rv, start };
}

function wrong(why: string): Error {
  return badRequest(`invalid continue token: ${why}`);
}

function decoded(text: string): Uint8Array {
  const index = text.search(/[^A-Za-z0-9_-]/);
  if (index >= 0) throw wrong(`continue key is not valid: illegal base64 data at input byte ${index}`);
  if (text.length % 4 === 1)
    throw wrong(`continue key is not valid: illegal base64 data at input byte ${text.length - 1}`);
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
