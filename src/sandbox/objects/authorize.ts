/** RBAC for whoever acts as another; who holds the token may do everything (kubernetes plugin/pkg/auth/authorizer/rbac 1.36). */
import { listAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { forbidden, Refusal } from "../wire/refusal.ts";
import type { User } from "../wire/request.ts";
import type { Attributes } from "./reviews.ts";
import type { Server } from "./server.ts";

const RBAC = "rbac.authorization.k8s.io";

export function mayDo({ store }: Server, user: User, attributes: Attributes): boolean {
  if (user.groups.includes("system:masters")) return true;
  const { namespace } = attributes;
  const bindings = [
    ...store.list(`${RBAC}/clusterrolebindings`),
    ...store
      .list(`${RBAC}/rolebindings`)
      .filter((one) => namespace !== "" && textAt(one, "metadata", "namespace") === namespace),
  ];
  return bindings
    .filter((binding) => listAt(binding, "subjects").some((subject) => isSubject(subject, user)))
    .flatMap((binding) => rulesOf(binding, store))
    .some((rule) => covers(rule, attributes));
}

function isSubject(subject: JsonValue, { name, groups }: User): boolean {
  const of = textAt(subject, "name");
  switch (textAt(subject, "kind")) {
    case "User":
      return of === name;
    case "Group":
      return groups.includes(of);
    default:
      return name === `system:serviceaccount:${textAt(subject, "namespace")}:${of}`;
  }
}

function rulesOf(binding: JsonObject, store: Server["store"]): JsonValue[] {
  const [kind, name] = [textAt(binding, "roleRef", "kind"), textAt(binding, "roleRef", "name")];
  const key = kind === "Role" ? `${textAt(binding, "metadata", "namespace")}/${name}` : name;
  return listAt(store.get(kind === "Role" ? `${RBAC}/roles` : `${RBAC}/clusterroles`, key), "rules");
}

function covers(rule: JsonValue, { verb, group, resource, name }: Attributes): boolean {
  const has = (key: string, value: string): boolean => listAt(rule, key).some((one) => one === "*" || one === value);
  const names = listAt(rule, "resourceNames");
  return (
    has("verbs", verb) &&
    has("apiGroups", group) &&
    has("resources", resource) &&
    (names.length === 0 || names.includes(name))
  );
}

/** The refusal, in the server's words. */
export function denied(user: User, attributes: Attributes): Refusal {
  const { verb, group, resource, namespace, name } = attributes;
  const where = namespace === "" ? "at the cluster scope" : `in the namespace ${JSON.stringify(namespace)}`;
  const why = `User ${JSON.stringify(user.name)} cannot ${verb} resource ${JSON.stringify(resource)} in API group ${JSON.stringify(group)} ${where}`;
  return forbidden({ name: resource, group }, name, why);
}
