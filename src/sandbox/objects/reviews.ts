/** Kinds that only ask: who may do what, and who is who. Nothing of them is stored. */
import { timestamp } from "../ports.ts";
import { isObject, listAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { User } from "../wire/request.ts";
import { allowedBy, rulesHeld } from "./authorize.ts";
import type { Server } from "./server.ts";
import { userOfToken } from "./tokens.ts";

export interface Attributes {
  readonly verb: string;
  readonly group: string;
  /** With its subresource: `pods/log`. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  /** Of what is no resource: `/healthz`. */
  readonly path?: string;
}

export const ADMIN: User = { name: "admin", groups: ["system:masters", "system:authenticated"] };

/** The answer to a kind that only asks; undefined for all others. `namespace`: of the request. */
export function review(
  body: JsonObject,
  user: User,
  { server, namespace }: { readonly server: Server; readonly namespace: string },
): JsonObject | undefined {
  const spec = objectAt(body, "spec");
  switch (textAt(body, "kind")) {
    case "SelfSubjectAccessReview":
      return { ...body, status: access(user, spec, server) };
    case "SubjectAccessReview":
      return { ...body, status: access(subjectOf(spec), spec, server) };
    case "LocalSubjectAccessReview":
      return { ...body, status: access(subjectOf(spec), spec, server, namespace) };
    case "SelfSubjectRulesReview":
      return { ...body, status: rulesOf(user, server, textAt(spec, "namespace")) };
    case "SelfSubjectReview":
      return {
        ...body,
        metadata: { ...objectAt(body, "metadata"), creationTimestamp: timestamp(server.ports.now()) },
        status: { userInfo: infoOf(user) },
      };
    case "TokenReview":
      return { ...body, status: tokenStatus(spec, server) };
  }
  return undefined;
}

function subjectOf(spec: JsonObject): User {
  return { name: textAt(spec, "user"), groups: listAt(spec, "groups").map(String) };
}

function access(user: User, spec: JsonObject, server: Server, within = ""): JsonObject {
  const attributes = attributesOf(spec);
  const reason = allowedBy(server, user, within === "" ? attributes : { ...attributes, namespace: within });
  return { allowed: reason !== undefined, ...(reason === undefined || reason === "" ? {} : { reason }) };
}

function attributesOf(spec: JsonObject): Attributes {
  const [of, other] = [objectAt(spec, "resourceAttributes"), spec["nonResourceAttributes"]];
  const subresource = textAt(of, "subresource");
  return {
    verb: textAt(of, "verb") || textAt(other, "verb"),
    group: textAt(of, "group"),
    resource: textAt(of, "resource") + (subresource === "" ? "" : `/${subresource}`),
    namespace: textAt(of, "namespace"),
    name: textAt(of, "name"),
    ...(isObject(other) ? { path: textAt(other, "path") } : {}),
  };
}

function rulesOf(user: User, server: Server, namespace: string): JsonObject {
  const isMaster = user.groups.includes("system:masters") || server.authorization === "AlwaysAllow";
  const rules = isMaster ? EVERYTHING : rulesHeld(server, user, namespace).map(({ rule }) => rule);
  const resourceRules = rules
    .filter((rule) => listAt(rule, "resources").length > 0)
    .map((rule) => pick(rule, ["verbs", "apiGroups", "resources", "resourceNames"]));
  const nonResourceRules = rules
    .filter((rule) => listAt(rule, "nonResourceURLs").length > 0)
    .map((rule) => pick(rule, ["verbs", "nonResourceURLs"]));
  return { resourceRules, nonResourceRules, incomplete: false };
}

const EVERYTHING: readonly JsonValue[] = [
  { verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
  { verbs: ["*"], nonResourceURLs: ["*"] },
];

function pick(rule: JsonValue, keys: readonly string[]): JsonObject {
  const of = objectAt(rule);
  return Object.fromEntries(keys.flatMap((key) => (of[key] === undefined ? [] : [[key, of[key] ?? null] as const])));
}

function infoOf({ name, uid, groups, extra }: User): JsonObject {
  return {
    username: name,
    ...(uid === undefined ? {} : { uid }),
    groups: [...groups],
    ...(extra === undefined
      ? {}
      : { extra: Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, [...values]])) }),
  };
}

function tokenStatus(spec: JsonObject, server: Server): JsonObject {
  const audiences = listAt(spec, "audiences").map(String);
  const user = userOfToken(textAt(spec, "token"), server, audiences);
  if (user === undefined) return { user: {}, error: "invalid bearer token" };
  const meant = audiences.length === 0 ? ["https://kubernetes.default.svc"] : audiences;
  return { authenticated: true, user: infoOf(user), audiences: meant };
}
