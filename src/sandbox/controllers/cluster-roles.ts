/** Aggregated ClusterRoles (kubernetes pkg/controller/clusterroleaggregation 1.36): their rules are those of the roles that they select. */
import { isObject, listAt, objectAt, sameJson, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { Controller } from "./controller.ts";
import { selects } from "./selector.ts";
import { change } from "./writes.ts";

export const CLUSTER_ROLES = "rbac.authorization.k8s.io/clusterroles";

/** The rules of all that it selects, by their names. */
export function aggregatedRules(role: JsonObject, all: readonly JsonObject[]): JsonValue[] {
  const selectors = listAt(role, "aggregationRule", "clusterRoleSelectors").filter(isObject);
  const name = (one: JsonObject): string => textAt(one, "metadata", "name");
  const others = all.filter((one) => name(one) !== name(role)).sort((a, b) => (name(a) < name(b) ? -1 : 1));
  const rules: JsonValue[] = [];
  for (const selector of selectors) {
    for (const other of others.filter((one) => selects(selector, objectAt(one, "metadata", "labels"))))
      for (const rule of listAt(other, "rules")) if (!rules.some((one) => sameJson(one, rule))) rules.push(rule);
  }
  return rules;
}

export const clusterRoleController: Controller = (role, { server }) => {
  if (!isObject(role["aggregationRule"])) return undefined;
  const rules = aggregatedRules(role, server.store.list(CLUSTER_ROLES));
  if (!sameJson(rules, listAt(role, "rules")))
    change(role, { ...role, rules }, { server, manager: "clusterrole-aggregation-controller" });
  return undefined;
};
