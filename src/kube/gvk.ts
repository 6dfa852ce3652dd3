/**
 * Group, version and kind of an object, as Kustomize compares, orders and prints them (kyaml resid/gvk.go, 0.21).
 * An empty field of a selector matches anything.
 */
import { kindRank } from "./kind-order.ts";

export interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** `apps/v1` is group `apps`, version `v1`; `v1` has no group. Only the first slash divides. */
export function parseApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf("/");
  if (slash < 0) return { group: "", version: apiVersion };
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

export function apiVersionOf(gvk: Gvk): string {
  return gvk.group === "" ? gvk.version : `${gvk.group}/${gvk.version}`;
}

export function gvkOf(apiVersion: string, kind: string): Gvk {
  return { ...parseApiVersion(apiVersion), kind };
}

/** As messages show it: `Deployment.v1.apps`, `Service.[noVer].[noGrp]`. */
export function formatGvk(gvk: Gvk): string {
  return `${gvk.kind || "[noKind]"}.${gvk.version || "[noVer]"}.${gvk.group || "[noGrp]"}`;
}

export function sameGvk(a: Gvk, b: Gvk): boolean {
  return a.kind === b.kind && a.group === b.group && a.version === b.version;
}

/** Whether `selector`, whose empty fields match anything, selects this object. */
export function isSelected(gvk: Gvk, selector: Gvk): boolean {
  return (
    (selector.kind === "" || selector.kind === gvk.kind) &&
    (selector.group === "" || selector.group === gvk.group) &&
    (selector.version === "" || selector.version === gvk.version)
  );
}

/** The order of field specs and name references: rank of the kind, then text. */
export function compareGvk(a: Gvk, b: Gvk): number {
  const byRank = kindRank(a.kind) - kindRank(b.kind);
  if (byRank !== 0) return byRank;
  const left = sortText(a);
  const right = sortText(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Empty parts sort after letters. */
export function sortText(gvk: Gvk): string {
  return `${gvk.group || "~G"}_${gvk.version || "~V"}_${gvk.kind || "~K"}`;
}
