export { scopeOf } from "./cluster-scoped.ts";
export { apiVersionOf, compareGvk, formatGvk, gvkOf, isSelected, parseApiVersion, sameGvk, sortText } from "./gvk.ts";
export type { Gvk } from "./gvk.ts";
export {
  helmInstallOrder,
  helmUninstallOrder,
  kindRank,
  kindRanks,
  KUSTOMIZE_ORDER_FIRST,
  KUSTOMIZE_ORDER_LAST,
} from "./kind-order.ts";
export { CLUSTER_SCOPE, effectiveNamespace, formatId, idKey, isSelectedBy } from "./res-id.ts";
export type { ResId } from "./res-id.ts";
