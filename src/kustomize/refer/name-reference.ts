/**
 * Name references: where an object names another, the name follows the other's new one (api 0.21, filters/nameref).
 * Those that may be meant are found by the names they had, not by going through all.
 */
import { quote } from "../../go/strconv/index.ts";
import { effectiveNamespace, formatId, isSelected, type Gvk, type ResId } from "../../kube/index.ts";
import { marshal } from "../../yaml/index.ts";
import type { FieldSpec, NameReference } from "../config/field-spec.ts";
import { KustomizeError, wrap } from "../error.ts";
import { field, fieldOfMap, setField, setScalar } from "../node/field.ts";
import { lookup } from "../node/lookup.ts";
import { isNull, scalarNode, type Node } from "../node/node.ts";
import { valueOf } from "../node/to-value.ts";
import { showState } from "../resource/annotations.ts";
import type { ResMap } from "../resource/res-map.ts";
import type { Resource } from "../resource/resource.ts";
import { applySpec } from "../transform/apply-spec.ts";

/** Updates all references to objects whose names, kinds or namespaces changed. */
export function fixReferences(map: ResMap, references: readonly NameReference[]): void {
  const targets = { byName: formerNames(map), namespaces: new OriginalNamespaces(map) };
  const specsOf = specsByKind(references);
  for (const resource of map.resources) {
    const original = resource.originalId;
    const mine = specsOf(original.kind).filter(({ spec }) => isSelected(original, spec));
    if (mine.length === 0) continue;
    const referrer = new Referrer(resource, targets);
    for (const reference of mine) referrer.update(reference);
  }
}

interface Reference {
  readonly spec: FieldSpec;
  /** The type that is referred to. */
  readonly target: Gvk;
}

/** A target, and what of it is asked again and again. */
interface Target {
  readonly resource: Resource;
  readonly previousIds: readonly ResId[];
  readonly current: ResId;
}

interface Targets {
  readonly byName: ReadonlyMap<string, readonly Target[]>;
  readonly namespaces: OriginalNamespaces;
}

/** The namespaces that objects came with, by where they are now. */
class OriginalNamespaces {
  readonly #all = new Set<string>();
  readonly #ofClusterScoped = new Set<string>();
  readonly #byEffective = new Map<string, Set<string>>();
  readonly #byWritten = new Map<string, Set<string>>();

  constructor(map: ResMap) {
    for (const resource of map.resources) {
      const current = resource.currentId;
      const original = effectiveNamespace(resource.originalId);
      this.#all.add(original);
      if (current.clusterScoped) this.#ofClusterScoped.add(original);
      else addTo(this.#byEffective, effectiveNamespace(current), original);
      addTo(this.#byWritten, current.namespace, original);
    }
  }

  /** Whether anything that a referrer can see came with this namespace. */
  has(namespace: string, referrer: ResId, alsoIn: ReadonlySet<string>): boolean {
    if (referrer.clusterScoped) return this.#all.has(namespace);
    if (this.#ofClusterScoped.has(namespace)) return true;
    if (this.#byEffective.get(effectiveNamespace(referrer))?.has(namespace) === true) return true;
    return [...alsoIn].some((written) => this.#byWritten.get(written)?.has(namespace) === true);
  }
}

function addTo(index: Map<string, Set<string>>, key: string, value: string): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, new Set([value]));
  else known.add(value);
}

/** Those whose ids changed, by each name they had. */
function formerNames(map: ResMap): Map<string, Target[]> {
  const targets = new Map<string, Target[]>();
  for (const resource of map.resources) {
    if (resource.formerIds.length === 0) continue;
    const target = { resource, previousIds: resource.previousIds, current: resource.currentId };
    for (const name of new Set(resource.formerIds.map((id) => id.name))) {
      const same = targets.get(name);
      if (same === undefined) targets.set(name, [target]);
      else same.push(target);
    }
  }
  return targets;
}

/** The specs that concern objects of a kind, in order. */
function specsByKind(references: readonly NameReference[]): (kind: string) => readonly Reference[] {
  const known = new Map<string, Reference[]>();
  return (kind) => {
    let mine = known.get(kind);
    if (mine === undefined) known.set(kind, (mine = specsFor(kind, references)));
    return mine;
  };
}

function specsFor(kind: string, references: readonly NameReference[]): Reference[] {
  return references.flatMap((target) => target.referrersOf(kind).map((spec) => ({ spec, target })));
}

class Referrer {
  readonly #resource: Resource;
  readonly #targets: Targets;
  readonly #id: ResId;
  readonly #namespaces: ReadonlySet<string>;

  constructor(resource: Resource, targets: Targets) {
    this.#resource = resource;
    this.#targets = targets;
    this.#id = resource.currentId;
    this.#namespaces = subjectNamespaces(resource);
  }

  update(reference: Reference): void {
    const { group, version, kind } = this.#id;
    const spec = { ...reference.spec, group, version, kind };
    try {
      applySpec(this.#resource.node, spec, { set: (node) => this.#set(node, reference) });
    } catch (error) {
      throw wrap(error, `updating name reference in '${spec.path}' field of '${formatId(this.#id)}'`);
    }
  }

  #set(node: Node, reference: Reference): void {
    if (isNull(node)) return;
    if (node.kind === "scalar") this.#setName(node, reference);
    else if (node.kind === "mapping") this.#setNameAndNamespace(node, reference);
    else if (node.kind === "sequence") for (const item of node.content) this.#setItem(item, reference);
    else throw new KustomizeError("node must be a scalar, sequence or map");
  }

  #setItem(item: Node, reference: Reference): void {
    if (isNull(item)) return;
    if (item.kind === "scalar") this.#setName(item, reference);
    else if (item.kind === "mapping") this.#setNameAndNamespace(item, reference);
    else throw new KustomizeError("expected to be either a string or a map of string");
  }

  #setName(node: Node, reference: Reference): void {
    const target = this.#choose(this.#candidates(node.value), reference, sameNames);
    if (target !== undefined && target.name !== node.value) setScalar(node, scalarNode(target.name));
  }

  #setNameAndNamespace(node: Node, reference: Reference): void {
    const name = fieldOfMap(node, "name");
    if (name === undefined) throw new KustomizeError("path config error; no 'name' field in node");
    const namespace = field(node, "namespace");
    const all = this.#candidates(name.value);
    const candidates = namespace === undefined ? all : this.#inNamespace(all, namespace.value);
    const target = this.#choose(candidates, reference, sameNamesAndNamespaces);
    if (target === undefined || (target.name === name.value && target.namespace === "")) return;
    setField(node, "name", scalarNode(target.name));
    if (target.namespace !== "") setField(node, "namespace", scalarNode(target.namespace));
  }

  /** Those that came with a namespace; where nothing did, those that are in it now. */
  #inNamespace(candidates: readonly Target[], namespace: string): readonly Target[] {
    const byOriginal = this.#targets.namespaces.has(namespace, this.#id, this.#namespaces);
    return candidates.filter(({ previousIds, current }) => {
      const id = byOriginal ? (previousIds[0] ?? current) : current;
      return !id.clusterScoped && effectiveNamespace(id) === namespace;
    });
  }

  /** Those that had this name and that this object could mean: of its namespace, or cluster-scoped. */
  #candidates(name: string): readonly Target[] {
    const named = this.#targets.byName.get(name) ?? [];
    if (named.length === 0 || this.#id.clusterScoped) return named;
    const mine = effectiveNamespace(this.#id);
    return named.filter(
      ({ resource, current }) =>
        current.clusterScoped || effectiveNamespace(current) === mine || this.#namespaces.has(resource.namespace),
    );
  }

  #choose(
    named: readonly Target[],
    reference: Reference,
    identical: (candidates: readonly Target[]) => boolean,
  ): Resource | undefined {
    if (named.length === 0) return undefined;
    const role = roleOf(this.#resource.node, reference.spec);
    let candidates = named.filter(
      (candidate) =>
        hadType(candidate, reference.target) &&
        (role === undefined || hadType(candidate, role)) &&
        this.#sharesNamespace(candidate),
    );
    if (candidates.length === 1) return candidates[0]?.resource;
    candidates = candidates.filter(({ resource }) => affixesMatch(resource, this.#resource, "some"));
    if (candidates.length > 1) {
      candidates = candidates.filter(({ resource }) => affixesMatch(resource, this.#resource, "all"));
    }
    const [first] = candidates;
    if (first === undefined || candidates.length === 1 || identical(candidates)) return first?.resource;
    throw this.#ambiguous(candidates);
  }

  #sharesNamespace({ resource, current }: Target): boolean {
    if (this.#id.clusterScoped || current.clusterScoped || resource.kind === "ServiceAccount") return true;
    return effectiveNamespace(this.#id) === effectiveNamespace(current);
  }

  #ambiguous(candidates: readonly Target[]): KustomizeError {
    const ids = candidates.map(({ current }) => formatId(current)).join(", ");
    const list = candidates.map(({ resource }, at) => `--- possible referral ${at}:\n${yamlOf(resource)}\n`);
    return new KustomizeError(
      `found multiple possible referrals: ${ids}\n\n` +
        `**** Too many possible referral targets to referrer:\n${yamlOf(this.#resource)}\n${list.join("")}`,
    );
  }
}

function yamlOf(resource: Resource): string {
  const shown = resource.copy();
  showState(shown);
  return marshal(valueOf(shown.node));
}

function hadType({ previousIds }: Target, type: Gvk): boolean {
  return previousIds.some((id) => isSelected(id, type));
}

/** The namespaces of the service accounts that a role binding names. */
function subjectNamespaces(resource: Resource): ReadonlySet<string> {
  const namespaces = new Set<string>();
  if (resource.kind !== "RoleBinding") return namespaces;
  const subjects = field(resource.node, "subjects");
  if (subjects?.kind !== "sequence") return namespaces;
  for (const subject of subjects.content) {
    const namespace = field(subject, "namespace");
    if (namespace === undefined || field(subject, "kind")?.value !== "ServiceAccount") continue;
    if (isNull(namespace)) {
      const id = quote(formatId(resource.currentId));
      throw new KustomizeError(`Invalid Input: namespace is blank for resource ${id}\n`);
    }
    namespaces.add(namespace.value);
  }
  return namespaces;
}

/** A role binding's reference also says the kind of role. */
function roleOf(object: Node, spec: FieldSpec): Gvk | undefined {
  if (!spec.path.endsWith("roleRef/name")) return undefined;
  const roleRef = lookup(object, ["roleRef"]);
  const group = field(roleRef, "apiGroup");
  const kind = field(roleRef, "kind");
  return group === undefined || kind === undefined ? undefined : { group: group.value, version: "", kind: kind.value };
}

function sameNames(candidates: readonly Target[]): boolean {
  return candidates.every(({ current }) => current.name === candidates[0]?.current.name);
}

function sameNamesAndNamespaces(candidates: readonly Target[]): boolean {
  return candidates.every(
    ({ current }) =>
      current.name === candidates[0]?.current.name && current.namespace === candidates[0].current.namespace,
  );
}

/** Whether prefixes and suffixes end alike; with `some`, having none on a side matches anything. */
function affixesMatch(a: Resource, b: Resource, demand: "some" | "all"): boolean {
  const match = (left: readonly string[], right: readonly string[]): boolean =>
    (demand === "some" && (left.length === 0 || right.length === 0)) || endAlike(left, right);
  return match(a.prefixes, b.prefixes) && match(a.suffixes, b.suffixes);
}

function endAlike(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length > b.length ? [b, a] : [a, b];
  if (short.length === 0) return long.length === 0;
  return short.every((text, at) => text === long[at + long.length - short.length]);
}
