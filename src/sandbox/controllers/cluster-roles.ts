/** Aggregated ClusterRoles (kubernetes pkg/controller/clusterroleaggregation 1.36): their rules are those of the roles that they select. */
import { isObject, listAt, objectAt, sameJson, textAt, type JsonValue } from "../../kube/index.ts";
import type { Controller } from "./controller.ts";
import { selects } from "./selector.ts";
import { change } from "./writes.ts";

export const CLUSTER_ROLES = "rbac.authorization.k8s.io/clusterroles";

export const clusterRoleController: Controller = (role, { server }) => {
  if (!isObject(role["aggregationRule"])) return undefined;
  const selectors = listAt(role, "aggregationRule", "clusterRoleSelectors").filter(isObject);
  const own = textAt(role, "metadata", "name");
  const rules: JsonValue[] = [];
  for (const selector of selectors) {
    for (const name of server.store.keys(CLUSTER_ROLES)) {
      const other = server.store.get(CLUSTER_ROLES, name);
      if (name === own || !selects(selector, objectAt(other, "metadata", "labels"))) continue;
      for (const rule of listAt(other, "rules")) if (!rules.some((one) => sameJson(one, rule))) rules.push(rule);
    }
  }
  if (!sameJson(rules, listAt(role, "rules")))
    change(role, { ...role, rules }, { server, manager: "clusterrole-aggregation-controller" });
  return undefined;
};
