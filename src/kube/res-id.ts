/**
 * Identity of an object: its type, name and namespace (kyaml resid/resid.go, 0.21).
 * Cluster-scoped objects share one pseudo namespace; an absent namespace is `default`.
 */
import { formatGvk, isSelected, type Gvk } from "./gvk.ts";

export interface ResId extends Gvk {
  readonly name: string;
  readonly namespace: string;
  readonly clusterScoped: boolean;
}

/** The namespace of everything that has none; appears in recorded former ids, so it is part of the interface. */
export const CLUSTER_SCOPE = "_non_namespaceable_";
const DEFAULT_NAMESPACE = "default";

export function effectiveNamespace(id: ResId): string {
  if (id.clusterScoped) return CLUSTER_SCOPE;
  return id.namespace === "" ? DEFAULT_NAMESPACE : id.namespace;
}

/** Equal keys: the same object. */
export function idKey(id: ResId): string {
  return `${effectiveNamespace(id)}\0${id.name}\0${id.kind}\0${id.version}\0${id.group}`;
}

/** As messages show it: `Deployment.v1.apps/web.[noNs]`. */
export function formatId(id: Omit<ResId, "clusterScoped">): string {
  return `${formatGvk(id)}/${id.name || "[noName]"}.${id.namespace || "[noNs]"}`;
}

/** Whether a selector without patterns, whose empty fields match anything, selects this id. */
export function isSelectedBy(id: ResId, selector: Omit<ResId, "clusterScoped">): boolean {
  return (
    (selector.name === "" || selector.name === id.name) &&
    (selector.namespace === "" || selector.namespace === effectiveNamespace(id)) &&
    isSelected(id, selector)
  );
}
