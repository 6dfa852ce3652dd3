/** Roles and bindings that every cluster begins with, as objects. */
import type { JsonObject } from "../kube/index.ts";
import { BINDINGS, ROLES } from "./rbac-table.ts";

const GROUP = "rbac.authorization.k8s.io";
const apiVersion = `${GROUP}/v1`;
const annotations = { [`${GROUP}/autoupdate`]: "true" };
const BOOTSTRAP = { "kubernetes.io/bootstrapping": "rbac-defaults" };

export function defaultRoles(): JsonObject[] {
  const blocks = ROLES.trim().split(/\n(?! )/);
  return blocks.map((block) => {
    const [head = "", ...lines] = block.split("\n");
    const [, name = "", part, whole] = /^([^<>]+)(?:>([a-z]+))?(?:<([a-z]+))?$/.exec(head) ?? [];
    const labels = { ...BOOTSTRAP, ...(part === undefined ? {} : { [aggregates(part)]: "true" }) };
    return {
      ...{ apiVersion, kind: "ClusterRole", metadata: { name, labels, annotations } },
      ...(whole === undefined
        ? {}
        : { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [aggregates(whole)]: "true" } }] } }),
      rules: lines.map(rule),
    };
  });
}

function aggregates(role: string): string {
  return `${GROUP}/aggregate-to-${role}`;
}

function rule(line: string): JsonObject {
  const [verbs = "", groups = "", resources = "", names = "", urls = ""] = line.trim().split("|");
  const list = (key: string, text: string): JsonObject => (text === "" ? {} : { [key]: text.split(",") });
  return {
    verbs: verbs.split(","),
    ...(groups === "-" ? {} : { apiGroups: groups.split(",") }),
    ...list("resources", resources),
    ...list("resourceNames", names),
    ...list("nonResourceURLs", urls),
  };
}

export function defaultBindings(): JsonObject[] {
  return Object.entries(BINDINGS).map(([name, groups]) => ({
    ...{ apiVersion, kind: "ClusterRoleBinding", metadata: { name, labels: BOOTSTRAP, annotations } },
    roleRef: { apiGroup: GROUP, kind: "ClusterRole", name },
    subjects: groups.map((group) => ({ apiGroup: GROUP, kind: "Group", name: group })),
  }));
}
