/** RBAC for everybody but the owner of the sandbox's own token (kubernetes plugin/pkg/auth/authorizer/rbac 1.36). */
import { listAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { forbidden, Refusal } from "../wire/refusal.ts";
import type { User } from "../wire/request.ts";
import type { Attributes } from "./reviews.ts";
import type { Server } from "./server.ts";

export const RBAC = "rbac.authorization.k8s.io";

/** A rule, and by which binding a user has it. */
export interface Held {
  readonly rule: JsonValue;
  readonly source: string;
}

export function mayDo(server: Server, user: User, attributes: Attributes): boolean {
  return allowedBy(server, user, attributes) !== undefined;
}

/** Why a user may do something; undefined where nothing says so. */
export function allowedBy(server: Server, user: User, attributes: Attributes): string | undefined {
  if (user.groups.includes("system:masters") || server.authorization === "AlwaysAllow") return "";
  const found = rulesHeld(server, user, attributes.namespace).find(({ rule }) => covers(rule, attributes));
  return found === undefined ? undefined : `RBAC: allowed by ${found.source}`;
}

/** All that a user has, in the whole cluster and in one namespace. */
export function rulesHeld({ store }: Server, user: User, namespace: string): Held[] {
  const bindings = [
    ...store.list(`${RBAC}/clusterrolebindings`),
    ...store
      .list(`${RBAC}/rolebindings`)
      .filter((one) => namespace !== "" && textAt(one, "metadata", "namespace") === namespace),
  ];
  return bindings.flatMap((binding) => {
    const place = textAt(binding, "metadata", "namespace");
    const subject = listAt(binding, "subjects").find((one) => isSubject(one, { user, place }));
    if (subject === undefined) return [];
    const source = sourceOf(binding, subject);
    return rulesOf(binding, store).map((rule) => ({ rule, source }));
  });
}

function isSubject(subject: JsonValue, { user, place }: { readonly user: User; readonly place: string }): boolean {
  const of = textAt(subject, "name");
  switch (textAt(subject, "kind")) {
    case "User":
      return of === user.name;
    case "Group":
      return user.groups.includes(of);
    default:
      return user.name === `system:serviceaccount:${textAt(subject, "namespace") || place}:${of}`;
  }
}

function sourceOf(binding: JsonObject, subject: JsonValue): string {
  const [kind, name] = [textAt(binding, "kind"), textAt(binding, "metadata", "name")];
  const namespace = textAt(binding, "metadata", "namespace");
  const place = kind === "RoleBinding" ? `${name}/${namespace}` : name;
  const role = `${textAt(binding, "roleRef", "kind")} ${JSON.stringify(textAt(binding, "roleRef", "name"))}`;
  const isAccount = textAt(subject, "kind") === "ServiceAccount";
  const who = textAt(subject, "name") + (isAccount ? `/${textAt(subject, "namespace")}` : "");
  return `${kind} ${JSON.stringify(place)} of ${role} to ${textAt(subject, "kind")} ${JSON.stringify(who)}`;
}

/** Of the role that a binding is for. */
export function rulesOf(binding: JsonObject, store: Server["store"]): JsonValue[] {
  const [kind, name] = [textAt(binding, "roleRef", "kind"), textAt(binding, "roleRef", "name")];
  const key = kind === "Role" ? `${textAt(binding, "metadata", "namespace")}/${name}` : name;
  return listAt(store.get(kind === "Role" ? `${RBAC}/roles` : `${RBAC}/clusterroles`, key), "rules");
}

export function covers(rule: JsonValue, attributes: Attributes): boolean {
  const has = (key: string, value: string): boolean => listAt(rule, key).some((one) => one === "*" || one === value);
  if (!has("verbs", attributes.verb)) return false;
  if (attributes.path !== undefined) return coversPath(rule, attributes.path);
  const { group, resource, name } = attributes;
  const [, below] = resource.split("/");
  const names = listAt(rule, "resourceNames");
  return (
    has("apiGroups", group) &&
    (has("resources", resource) || (below !== undefined && listAt(rule, "resources").includes(`*/${below}`))) &&
    (names.length === 0 || names.includes(name))
  );
}

function coversPath(rule: JsonValue, path: string): boolean {
  return listAt(rule, "nonResourceURLs").some((one) => {
    const url = String(one);
    return url === "*" || url === path || (url.endsWith("*") && path.startsWith(url.replace(/\*+$/, "")));
  });
}

/** The refusal, in the server's words. */
export function denied(user: User, attributes: Attributes): Refusal {
  const { verb, group, resource, namespace, name } = attributes;
  const where = namespace === "" ? "at the cluster scope" : `in the namespace ${JSON.stringify(namespace)}`;
  const why = `User ${JSON.stringify(user.name)} cannot ${verb} resource ${JSON.stringify(resource)} in API group ${JSON.stringify(group)} ${where}`;
  return forbidden({ name: resource, group }, name, why);
}
