/**
 * Tokens of ServiceAccounts (kubernetes pkg/serviceaccount 1.36): JWTs that say whose they are and until when. They are signed with a secret that only the
 * sandbox knows, as nobody but it has to check them.
 */
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { isObject, listAt, numberAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { randomUid, timestamp } from "../ports.ts";
import { badRequest, invalid, invalidValue, notFound } from "../wire/refusal.ts";
import type { User } from "../wire/request.ts";
import { updated } from "../apply/managed-fields.ts";
import type { Kind } from "../schema/kinds.ts";
import { emptyOf, writerOf } from "./create.ts";
import type { WriteOptions } from "./options.ts";
import type { Server } from "./server.ts";

const ISSUER = "https://kubernetes.default.svc";
const SECONDS = { usual: 3600, least: 600, most: 2 ** 32 };
const KUBERNETES = "kubernetes.io";

interface Requesting {
  readonly server: Server;
  /** Of token requests. */
  readonly kind: Kind;
  readonly options: WriteOptions;
}

/** The subresource `token` of a ServiceAccount. */
export function tokenRequest(account: JsonObject, body: JsonObject, { server, kind, options }: Requesting): JsonObject {
  const own = textAt(body, "metadata", "name");
  const called = textAt(account, "metadata", "name");
  if (own !== "" && own !== called) {
    const why = "must match the service account name if specified";
    throw invalid(kind.resource, called, [invalidValue("metadata.name", own, why)]);
  }
  const seconds = numberAt(body, "spec", "expirationSeconds") ?? SECONDS.usual;
  checkSeconds(seconds);
  const audiences = listAt(body, "spec", "audiences").map(String);
  const bound = boundObject(account, objectAt(body, "spec")["boundObjectRef"], server);
  const expiresMs = server.ports.now() + seconds * 1000;
  const token = issue(account, { audiences, bound, expiresMs, server });
  const spec = { ...objectAt(body, "spec"), expirationSeconds: seconds };
  const { name = "", namespace = "" } = objectAt(account, "metadata");
  const creationTimestamp = timestamp(server.ports.now());
  const uid = randomUid(server.ports.random);
  const metadata = { ...objectAt(body, "metadata"), name, namespace, uid, creationTimestamp };
  const asked = { ...body, metadata, spec };
  const writer = { ...writerOf(kind, options, server, "token"), ignored: {} };
  const owned = updated({ live: emptyOf(kind), wanted: asked, schema: kind.schema }, writer);
  return {
    ...owned,
    spec: { boundObjectRef: null, ...spec, audiences: audiences.length === 0 ? [ISSUER] : audiences },
    status: { token, expirationTimestamp: timestamp(expiresMs) },
  };
}

function checkSeconds(seconds: number): void {
  const field = "spec.expirationSeconds";
  const why =
    seconds < SECONDS.least
      ? "may not specify a duration less than 10 minutes"
      : seconds > SECONDS.most
        ? "may not specify a duration larger than 2^32 seconds"
        : "";
  if (why !== "")
    throw invalid({ kind: "TokenRequest", group: "authentication.k8s.io" }, "", [invalidValue(field, seconds, why)]);
}

/** A pod, a secret or a node, whose end is the token's too. */
function boundObject(account: JsonObject, reference: JsonValue | undefined, { store }: Server): JsonObject {
  if (!isObject(reference)) return {};
  const at = (key: string): string => textAt(reference, key);
  const [apiVersion, kind, name] = [at("apiVersion"), at("kind"), at("name")];
  if (apiVersion.includes("/") || !["Pod", "Secret", "Node"].includes(kind)) {
    const type = `${apiVersion.includes("/") ? apiVersion : `/${apiVersion}`}, Kind=${kind}`;
    throw badRequest(`cannot bind token to object of type ${type}`);
  }
  const resource = `${kind.toLowerCase()}s`;
  const key = kind === "Node" ? name : `${textAt(account, "metadata", "namespace")}/${name}`;
  const found = store.get(`/${resource}`, key);
  if (found === undefined) throw notFound({ name: resource, group: "" }, name);
  return { [kind.toLowerCase()]: { name, uid: textAt(found, "metadata", "uid") } };
}

interface Issuing {
  readonly audiences: readonly string[];
  readonly bound: JsonObject;
  /** Infinity: it never ends. */
  readonly expiresMs: number;
  readonly server: Server;
}

export function issue(account: JsonObject, { audiences, bound, expiresMs, server }: Issuing): string {
  const [namespace, name, uid] = ["namespace", "name", "uid"].map((key) => textAt(account, "metadata", key));
  const now = Math.floor(server.ports.now() / 1000);
  const claims: JsonObject = {
    aud: audiences.length === 0 ? [ISSUER] : [...audiences],
    ...(expiresMs === Infinity ? {} : { exp: Math.floor(expiresMs / 1000) }),
    ...{ iat: now, iss: ISSUER, jti: randomUid(server.ports.random) },
    [KUBERNETES]: { namespace: namespace ?? "", ...bound, serviceaccount: { name: name ?? "", uid: uid ?? "" } },
    ...{ nbf: now, sub: `system:serviceaccount:${namespace}:${name}` },
  };
  const signed = [{ alg: "HS256", typ: "JWT" }, claims].map((part) => encode(JSON.stringify(part))).join(".");
  return `${signed}.${signature(signed, server)}`;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function signature(text: string, { secret }: Server): string {
  return encodeBytes(hmac(sha256, sha256(bytesOf(secret)), bytesOf(text)));
}

function encode(text: string): string {
  return encodeBytes(bytesOf(text));
}

function encodeBytes(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** Whose token this is; undefined where it is none of ours, or no longer one. */
export function userOfToken(token: string, server: Server, audiences: readonly string[] = []): User | undefined {
  const [head = "", claims = "", sign = "", more] = token.split(".");
  if (more !== undefined || !sameText(signature(`${head}.${claims}`, server), sign)) return undefined;
  const read = decode(claims);
  const ends = numberAt(read, "exp");
  if (ends !== undefined && ends * 1000 <= server.ports.now()) return undefined;
  const meant = audiences.length === 0 ? [ISSUER] : audiences;
  if (!listAt(read, "aud").some((one) => meant.includes(String(one)))) return undefined;
  return userOf(objectAt(read, KUBERNETES), server, textAt(read, "jti"));
}

/** However much of it is right takes as long. */
function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

function decode(text: string): JsonValue {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)))) as JsonValue;
}

/** The account must still be there, and so must what the token is bound to. */
function userOf(claims: JsonObject, { store }: Server, jti: string): User | undefined {
  const [namespace, name] = [textAt(claims, "namespace"), textAt(claims, "serviceaccount", "name")];
  const account = store.get("/serviceaccounts", `${namespace}/${name}`);
  const uid = textAt(claims, "serviceaccount", "uid");
  if (account === undefined || textAt(account, "metadata", "uid") !== uid) return undefined;
  for (const kind of ["pod", "secret", "node"]) {
    const bound = claims[kind];
    if (!isObject(bound)) continue;
    const key = kind === "node" ? textAt(bound, "name") : `${namespace}/${textAt(bound, "name")}`;
    if (textAt(store.get(`/${kind}s`, key), "metadata", "uid") !== textAt(bound, "uid")) return undefined;
  }
  const groups = [...accountGroups(namespace), "system:authenticated"];
  const extra = { "authentication.kubernetes.io/credential-id": [`JTI=${jti}`] };
  return { name: `system:serviceaccount:${namespace}:${name}`, uid, groups, extra };
}

export function accountGroups(namespace: string): string[] {
  return ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
}
