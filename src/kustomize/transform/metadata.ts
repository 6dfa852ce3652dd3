/** Labels, annotations, prefixes, suffixes, replica counts (api 0.21, filters/labels, annotations, prefix, suffix, replicacount). */
import { formatGvk, isSelected, type Gvk } from "../../kube/index.ts";
import type { FieldSpec } from "../config/field-spec.ts";
import { KustomizeError } from "../error.ts";
import type { Replica } from "../kustomization/types.ts";
import { setField, setScalar } from "../node/field.ts";
import { Tags, scalarNode, type Node } from "../node/node.ts";
import type { ResMap } from "../resource/res-map.ts";
import type { Resource } from "../resource/resource.ts";
import { applySpec, applySpecs } from "./apply-spec.ts";

const MAP = { kind: "mapping", tag: Tags.map } as const;
const TEXT = { kind: "scalar", tag: Tags.string } as const;

/** Adds labels, or annotations, at all the places that the specs name. */
export function addEntries(map: ResMap, entries: ReadonlyMap<string, string>, specs: readonly FieldSpec[]): void {
  const keys = [...entries.keys()].sort();
  for (const resource of map.resources) {
    for (const key of keys) {
      // One node for all places, as in Kustomize: a later change to one shows at the others.
      const value = scalarNode(entries.get(key) ?? "", Tags.string);
      applySpecs(resource.node, specs, { create: MAP, set: (node) => setEntry(node, key, value) });
    }
  }
}

function setEntry(node: Node, key: string, value: Node): void {
  setField(node, key, value);
}

const UNPREFIXED: readonly Gvk[] = [
  { kind: "CustomResourceDefinition", group: "", version: "" },
  { kind: "APIService", group: "apiregistration.k8s.io", version: "" },
  { kind: "Namespace", group: "", version: "" },
];

export interface Affix {
  readonly kind: "prefix" | "suffix";
  readonly text: string;
}

/** Puts a prefix or suffix to names; types whose names are fixed keep theirs. */
export function addAffix(map: ResMap, affix: Affix, specs: readonly FieldSpec[]): void {
  for (const resource of map.resources) {
    const id = resource.originalId;
    if (UNPREFIXED.some((type) => isSelected(id, type))) continue;
    for (const spec of specs) if (isSelected(id, spec)) affixField(resource, affix, spec);
  }
  map.idsChanged();
}

function affixField(resource: Resource, { kind, text }: Affix, spec: FieldSpec): void {
  if (spec.path === "metadata/name" && text !== "") {
    resource.storeAffix(kind === "prefix" ? "prefixes" : "suffixes", text);
    resource.storePreviousId();
  }
  applySpec(resource.node, spec, {
    create: TEXT,
    set: (node) => setScalar(node, scalarNode(kind === "prefix" ? text + node.value : node.value + text)),
  });
}

/** Sets the replica count of those that have, or had, this name. Throws when there is none. */
export function setReplicas(map: ResMap, replica: Replica, specs: readonly FieldSpec[]): void {
  const named = map.resources.filter((resource) => resource.anyIds.some((id) => id.name === (replica.name ?? "")));
  let found = false;
  for (const spec of specs) {
    for (const resource of named) {
      if (!resource.anyIds.some((id) => id.name === (replica.name ?? "") && isSelected(id, spec))) continue;
      found = true;
      const count = String(replica.count ?? 0);
      applySpec(resource.node, spec, {
        create: { kind: "scalar", tag: Tags.int },
        set: (node) => setScalar(node, scalarNode(count, Tags.int)),
      });
    }
  }
  if (found) return;
  throw new KustomizeError(
    `resource with name ${replica.name ?? ""} does not match a config with the following GVK ` +
      `[${specs.map(formatGvk).join(" ")}]`,
  );
}
