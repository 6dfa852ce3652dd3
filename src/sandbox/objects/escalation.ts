/** Nobody gives what he does not have (kubernetes pkg/registry/rbac/(cluster)role(binding)/policybased 1.36). */
import { listAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { Resource } from "../schema/resources.ts";
import { forbidden } from "../wire/refusal.ts";
import type { User } from "../wire/request.ts";
import { covers, mayDo, RBAC, rulesHeld, rulesOf } from "./authorize.ts";
import type { Server } from "./server.ts";

/** Throws where the object, a role or a binding, would give its author's friends more than the author has. */
export function checkEscalation(
  object: JsonObject,
  resource: Resource,
  { user, server }: { readonly user: User; readonly server: Server },
): void {
  if (resource.group !== RBAC || user.groups.includes("system:masters") || server.authorization === "AlwaysAllow")
    return;
  const namespace = textAt(object, "metadata", "namespace");
  const isBinding = resource.kind.endsWith("Binding");
  const role = textAt(object, "roleRef", "name");
  const excuse = {
    ...{ verb: isBinding ? "bind" : "escalate", group: RBAC, namespace },
    resource: isBinding ? (textAt(object, "roleRef", "kind") === "Role" ? "roles" : "clusterroles") : resource.name,
    name: isBinding ? role : textAt(object, "metadata", "name"),
  };
  if (mayDo(server, user, excuse)) return;
  const held = rulesHeld(server, user, namespace).map(({ rule }) => rule);
  const missing = (isBinding ? rulesOf(object, server.store) : listAt(object, "rules"))
    .flatMap(parts)
    .filter((part) => !held.some((rule) => coversPart(rule, part)));
  if (missing.length === 0) return;
  const groups = `[${user.groups.map((one) => JSON.stringify(one)).join(" ")}]`;
  const lines = [...new Set(compact(missing))].sort();
  const why = `user ${JSON.stringify(user.name)} (groups=${groups}) is attempting to grant RBAC permissions not currently held:\n${lines.join("\n")}`;
  throw forbidden(resource, textAt(object, "metadata", "name"), why);
}

/** One verb on one thing. */
interface Part {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly name: string;
  readonly path?: string;
}

function parts(rule: JsonValue): Part[] {
  const list = (key: string): string[] => listAt(rule, key).map(String);
  const names = list("resourceNames");
  return list("verbs").flatMap((verb) => [
    ...list("apiGroups").flatMap((group) =>
      list("resources").flatMap((resource) =>
        (names.length === 0 ? [""] : names).map((name) => ({ verb, group, resource, name })),
      ),
    ),
    ...list("nonResourceURLs").map((path) => ({ verb, group: "", resource: "", name: "", path })),
  ]);
}

function coversPart(rule: JsonValue, part: Part): boolean {
  const { path, ...rest } = part;
  // A star is had by who has the star.
  return covers(rule, { ...rest, namespace: "", ...(path === undefined ? {} : { path }) });
}

/** As Go prints compacted rules: those of one resource are one. */
function compact(missing: readonly Part[]): string[] {
  const groups = Map.groupBy(missing, ({ group, resource, name, path }) =>
    JSON.stringify([group, resource, name, path]),
  );
  const quoted = (words: readonly string[]): string => `[${words.map((one) => JSON.stringify(one)).join(" ")}]`;
  return [...groups.values()].map((all) => {
    const [first] = all;
    const verbs = quoted(all.map(({ verb }) => verb));
    if (first?.path !== undefined) return `{NonResourceURLs:${quoted([first.path])}, Verbs:${verbs}}`;
    const names = first === undefined || first.name === "" ? "" : `, ResourceNames:${quoted([first.name])}`;
    return `{APIGroups:${quoted([first?.group ?? ""])}, Resources:${quoted([first?.resource ?? ""])}${names}, Verbs:${verbs}}`;
  });
}
