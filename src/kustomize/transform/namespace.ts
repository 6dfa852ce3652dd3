/** The namespace of objects, and of the service accounts that role bindings name (api 0.21, filters/namespace). */
import { marshal } from "../../go/json/index.ts";
import { idKey } from "../../kube/index.ts";
import { fieldSpec, type FieldSpec } from "../config/field-spec.ts";
import { causeOf, KustomizeError, wrap } from "../error.ts";
import { fieldOfMap, setScalar } from "../node/field.ts";
import { demandKind, NodeKindError } from "../node/kind-error.ts";
import { lookup } from "../node/lookup.ts";
import { apiVersionOf, kindOf } from "../node/metadata.ts";
import { Tags, isEmpty, isNull, scalarNode, textOf, type Node } from "../node/node.ts";
import { valueOf } from "../node/to-value.ts";
import { showState } from "../resource/annotations.ts";
import type { ResMap } from "../resource/res-map.ts";
import type { Resource } from "../resource/resource.ts";
import { applySpec, applySpecs } from "./apply-spec.ts";

export type SubjectMode = "defaultOnly" | "allServiceAccounts" | "none";

export interface NamespaceOptions {
  readonly namespace: string;
  readonly specs: readonly FieldSpec[];
  /** Leaves namespaces that are set alone. */
  readonly unsetOnly?: boolean;
  readonly subjects?: SubjectMode;
}

const METADATA_NAMESPACE = fieldSpec({ path: "metadata/namespace", create: true });

/**
 * Sets the namespace of all objects but those of charts, which Helm was told. Throws as soon as two ids become one: objects that come
 * later still have their old namespaces then.
 */
export function setNamespaces(map: ResMap, options: NamespaceOptions): void {
  if (options.namespace === "") return;
  const holders = Map.groupBy(map.resources, (resource) => idKey(resource.currentId));
  for (const resource of map.resources) {
    if (isEmpty(resource.node) || resource.fromHelm) continue;
    const before = resource.currentId;
    resource.storePreviousId();
    setNamespaceOf(resource.node, options, { clusterScoped: before.clusterScoped });
    const [from, to] = [idKey(before), idKey(resource.currentId)];
    holders.set(
      from,
      (holders.get(from) ?? []).filter((holder) => holder !== resource),
    );
    const same = holders.get(to) ?? [];
    if (same.length > 0) throw conflict(map.resources.filter((one) => one === resource || same.includes(one)));
    holders.set(to, [resource]);
  }
  map.idsChanged();
}

function conflict(resources: readonly Resource[]): KustomizeError {
  return new KustomizeError(`namespace transformation produces ID conflict: [${resources.map(jsonOf).join(" ")}]`);
}

/** As Kustomize prints a resource: with what it remembers of it. */
function jsonOf(resource: Resource): string {
  const copy = resource.copy();
  showState(copy);
  return marshal(valueOf(copy.node));
}

export function setNamespaceOf(object: Node, options: NamespaceOptions, type: { clusterScoped: boolean }): void {
  const set = setterOf(options);
  if (!type.clusterScoped) applySpec(object, METADATA_NAMESPACE, { set, create: { kind: "scalar", tag: "" } });
  const isBinding = isRoleBinding(kindOf(object));
  if (isBinding) setSubjects(object, options);
  const isCore = apiVersionOf(object) === "v1";
  const specs = options.specs.filter(
    ({ path, kind }) =>
      path !== "metadata/namespace" &&
      (isCore || path !== "metadata/name") &&
      !(isBinding && isRoleBinding(kind) && path === "subjects/namespace"),
  );
  try {
    applySpecs(object, specs, { set, create: { kind: "scalar", tag: Tags.string } });
  } catch (error) {
    const wrongKind = causeOf(error, NodeKindError);
    const targetsOther = wrongKind !== undefined && wrongKind.node.kind !== "scalar";
    throw wrap(
      error,
      targetsOther ? "namespace field specs must target scalar nodes" : "namespace transformation failed",
    );
  }
}

function setterOf({ namespace, unsetOnly }: NamespaceOptions): (node: Node) => void {
  return (node) => {
    if (unsetOnly === true && node.kind === "scalar" && textOf(node) !== "") return;
    setScalar(node, scalarNode(namespace, Tags.string));
  };
}

function isRoleBinding(kind: string): boolean {
  return kind === "RoleBinding" || kind === "ClusterRoleBinding";
}

function setSubjects(object: Node, options: NamespaceOptions): void {
  const mode = options.subjects ?? "defaultOnly";
  if (mode === "none") return;
  const subjects = lookup(object, ["subjects"]);
  if (subjects === undefined || isNull(subjects)) return;
  const [name, wanted] = mode === "defaultOnly" ? ["name", "default"] : ["kind", "ServiceAccount"];
  try {
    demandKind(subjects, "sequence");
    for (const subject of subjects.content) {
      if (!subjectHas(subject, name, wanted)) continue;
      const field = lookup(subject, ["namespace"], "scalar");
      if (field !== undefined) setterOf(options)(field);
    }
  } catch (error) {
    throw wrap(error, "setting namespace on (cluster)role binding subjects");
  }
}

function subjectHas(subject: Node, name: string, wanted: string): boolean {
  try {
    const value = fieldOfMap(subject, name);
    if (value === undefined || isNull(value)) return false;
    demandKind(value, "scalar");
    return textOf(value) === wanted;
  } catch (error) {
    throw wrap(error, `looking up ${name} on (cluster)role binding subject`);
  }
}
