/**
 * Everything of a cluster that a release touches, and what decides how that goes: read, never written. The objects are as the server has them, with
 * managed fields and status, so that conflicts and fields that cannot change come out as there.
 */
import {
  isApiError,
  listAt,
  objectAt,
  refOf,
  textAt,
  type JsonObject,
  type ObjectRef,
  type Objects,
} from "../../kube/index.ts";
import { concurrently } from "../cluster/concurrently.ts";
import { messageOf } from "../cluster/failure.ts";
import { objectKey } from "./outcomes.ts";
import { countedBy } from "./quota-kinds.ts";
import { referencesOf } from "./references.ts";

export interface Copied {
  readonly objects: readonly JsonObject[];
  /** Webhooks that the real server would ask; they are not copied. */
  readonly webhooks: readonly JsonObject[];
  /** What is referred to and may not be read. */
  readonly unreadable: readonly ObjectRef[];
  /** What could not be read, and why. */
  readonly notes: readonly string[];
}

export interface CopyRequest {
  /** Objects of the manifests, and of hooks. */
  readonly seeds: readonly ObjectRef[];
  readonly namespace: string;
}

/** More than a rehearsal holds in memory. */
const OBJECTS_MAX = 20_000;
/** Rounds of references from objects to objects. */
const ROUNDS_MAX = 12;

export async function copyCluster({ seeds, namespace }: CopyRequest, objects: Objects): Promise<Copied> {
  const copying = new Copying(objects);
  await copying.follow(seeds);
  await copying.follow([namespaceRef(namespace)]);
  for (const name of copying.namespaces()) await copying.context(name);
  await copying.owned();
  await copying.clusterContext();
  await copying.customResources(seeds);
  for (const name of copying.namespaces()) await copying.counted(name);
  return copying.result();
}

const namespaceRef = (name: string): ObjectRef => ({ apiVersion: "v1", kind: "Namespace", namespace: "", name });

type KindName = readonly [apiVersion: string, kind: string];

/** What decides about other objects of a namespace. */
const NAMESPACE_CONTEXT: readonly KindName[] = [
  ["v1", "ResourceQuota"],
  ["v1", "LimitRange"],
  ["policy/v1", "PodDisruptionBudget"],
];
const CLUSTER_CONTEXT: readonly KindName[] = [
  ["v1", "Node"],
  ["storage.k8s.io/v1", "StorageClass"],
  ["scheduling.k8s.io/v1", "PriorityClass"],
  ["networking.k8s.io/v1", "IngressClass"],
  ["admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy"],
  ["admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding"],
  ["admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy"],
  ["admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding"],
];
const WEBHOOKS: readonly KindName[] = [
  ["admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"],
  ["admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"],
];
/** What controllers make for others. */
const OWNED: readonly KindName[] = [
  ["apps/v1", "ReplicaSet"],
  ["apps/v1", "ControllerRevision"],
  ["batch/v1", "Job"],
  ["v1", "Pod"],
];
const DEFINITION: KindName = ["apiextensions.k8s.io/v1", "CustomResourceDefinition"];

class Copying {
  readonly #source: Objects;
  readonly #found = new Map<string, JsonObject>();
  readonly #asked = new Set<string>();
  readonly #notes = new Set<string>();
  readonly #unreadable: ObjectRef[] = [];
  readonly #forbidden = new Set<string>();
  #webhooks: JsonObject[] = [];

  constructor(source: Objects) {
    this.#source = source;
  }

  result(): Copied {
    const kinds = [...this.#forbidden].sort().join(", ");
    const notes = kinds === "" ? [] : [`may not be listed, and count as if there were none: ${kinds}`];
    return {
      ...{ objects: [...this.#found.values()], webhooks: this.#webhooks },
      ...{ unreadable: this.#unreadable, notes: [...notes, ...this.#notes] },
    };
  }

  /** Of everything that was found so far. */
  namespaces(): string[] {
    const all = [...this.#found.values()];
    return [...new Set(all.map((one) => (one["kind"] === "Namespace" ? nameOf(one) : namespaceOf(one))))]
      .filter((name) => name !== "")
      .sort();
  }

  /** Reads these objects, what they refer to, what those refer to. */
  async follow(refs: readonly ObjectRef[]): Promise<void> {
    let next = refs;
    for (let round = 0; round < ROUNDS_MAX && next.length > 0; round++) {
      const found = (await concurrently(next, (ref) => this.#read(ref))).flat();
      for (const one of found) this.#keep(one);
      next = found.flatMap((one) => [...referencesOf(one), ...inNamespace(one)]);
    }
  }

  async context(namespace: string): Promise<void> {
    const found = await concurrently(NAMESPACE_CONTEXT, (kind) => this.#list(kind, namespace));
    for (const one of found.flat()) this.#keep(one);
    await this.follow([
      { apiVersion: "v1", kind: "ServiceAccount", namespace, name: "default" },
      { apiVersion: "v1", kind: "ConfigMap", namespace, name: "kube-root-ca.crt" },
    ]);
    // Autoscalers matter where their target does.
    const scalers = await this.#list(["autoscaling/v2", "HorizontalPodAutoscaler"], namespace);
    for (const one of scalers) {
      const target = objectAt(one, "spec", "scaleTargetRef");
      const ref = { apiVersion: textAt(target, "apiVersion"), kind: textAt(target, "kind"), namespace };
      if (this.#found.has(objectKey({ ...ref, name: textAt(target, "name") }))) this.#keep(one);
    }
  }

  /** What belongs to what was found, by uid, and what that refers to. */
  async owned(): Promise<void> {
    const places = this.namespaces().flatMap((namespace) => OWNED.map((kind) => ({ kind, namespace })));
    const all = (await concurrently(places, ({ kind, namespace }) => this.#list(kind, namespace))).flat();
    const uids = new Set([...this.#found.values()].map(uidOf));
    const added: JsonObject[] = [];
    // Sets come before their pods.
    for (const one of all.sort((a, b) => depth(a) - depth(b))) {
      if (this.#found.has(objectKey(refOf(one))) || !ownersOf(one).some((uid) => uids.has(uid))) continue;
      uids.add(uidOf(one));
      added.push(one);
      this.#keep(one);
    }
    await this.follow(added.flatMap(referencesOf));
  }

  async clusterContext(): Promise<void> {
    const found = (await concurrently(CLUSTER_CONTEXT, (kind) => this.#list(kind, ""))).flat();
    for (const one of found) this.#keep(one);
    await this.follow(this.#parameters(found));
    this.#webhooks = (await concurrently(WEBHOOKS, (kind) => this.#list(kind, ""))).flat();
  }

  /** What policies read: a parameter that names no namespace is that of the object's own. */
  #parameters(found: readonly JsonObject[]): ObjectRef[] {
    return found
      .filter((one) => textAt(one, "kind").endsWith("AdmissionPolicyBinding"))
      .flatMap((binding) => {
        const kindOfPolicy = textAt(binding, "kind").replace(/Binding$/, "");
        const name = textAt(binding, "spec", "policyName");
        const policy = found.find((one) => one["kind"] === kindOfPolicy && nameOf(one) === name);
        const parameter = objectAt(binding, "spec", "paramRef");
        const [apiVersion, kind] = ["apiVersion", "kind"].map((key) => textAt(policy, "spec", "paramKind", key));
        if (!apiVersion || !kind || textAt(parameter, "name") === "") return [];
        const own = textAt(parameter, "namespace");
        const places = own === "" ? [...this.namespaces(), ""] : [own];
        return places.map((namespace) => ({ apiVersion, kind, namespace, name: textAt(parameter, "name") }));
      });
  }

  /** The definitions of kinds that are touched, and where a definition itself is, the objects of its kind. */
  async customResources(seeds: readonly ObjectRef[]): Promise<void> {
    const kinds = new Set(
      [...seeds, ...[...this.#found.values()].map(refOf)].map((ref) => `${ref.apiVersion} ${ref.kind}`),
    );
    const names = await concurrently([...kinds], async (word) => {
      const [apiVersion = "", kind = ""] = word.split(" ");
      const group = apiVersion.includes("/") ? apiVersion.split("/", 1).join() : "";
      const resource = group.includes(".") ? await this.#source.discovery.find(apiVersion, kind) : undefined;
      return resource === undefined ? [] : [`${resource.name}.${group}`];
    });
    const [apiVersion, kind] = DEFINITION;
    await this.follow(names.flat().map((name) => ({ apiVersion, kind, namespace: "", name })));
    for (const { kind: seeded, name } of seeds) {
      const definition = this.#found.get(objectKey({ apiVersion, kind, namespace: "", name }));
      if (seeded !== kind || definition === undefined) continue;
      const [version] = listAt(definition, "spec", "versions").filter((one) => objectAt(one)["storage"] === true);
      const served = `${textAt(definition, "spec", "group")}/${textAt(version, "name")}`;
      for (const one of await this.#list([served, textAt(definition, "spec", "names", "kind")], "")) this.#keep(one);
    }
  }

  /** Quotas count everything of a kind. Of Secrets that are only counted nothing but their names is read. */
  async counted(namespace: string): Promise<void> {
    const quotas = [...this.#found.values()].filter(
      (one) => one["kind"] === "ResourceQuota" && namespaceOf(one) === namespace,
    );
    const kinds = quotas.length === 0 ? [] : countedBy(quotas, await this.#source.discovery.resources());
    const found = await concurrently(kinds, (kind) => this.#list(kind, namespace));
    for (const one of found.flat()) if (!this.#found.has(objectKey(refOf(one)))) this.#keep(one);
  }

  #keep(object: JsonObject): void {
    if (this.#found.size >= OBJECTS_MAX)
      throw new Error(`the release touches more than ${OBJECTS_MAX} objects, which is more than can be rehearsed`);
    this.#found.set(objectKey(refOf(object)), object);
  }

  async #read(ref: ObjectRef): Promise<JsonObject[]> {
    const key = objectKey(ref);
    if (ref.name === "" || this.#asked.has(key)) return [];
    this.#asked.add(key);
    try {
      const resource = await this.#source.discovery.find(ref.apiVersion, ref.kind);
      if (resource === undefined) return [];
      const found = await this.#source.find({ ...ref, namespace: resource.namespaced ? ref.namespace : "" });
      return found === undefined ? [] : [found];
    } catch (error) {
      if (isApiError(error, "Forbidden")) this.#unreadable.push(ref);
      this.#notes.add(`${ref.kind}/${ref.name} could not be read: ${messageOf(error)}`);
      return [];
    }
  }

  async #list([apiVersion, kind]: KindName, namespace: string): Promise<JsonObject[]> {
    try {
      if ((await this.#source.discovery.find(apiVersion, kind)) === undefined) return [];
      if (kind === "Secret") return await this.#secretNames(namespace);
      return await this.#source.list(apiVersion, kind, { namespace });
    } catch (error) {
      if (isApiError(error, "Forbidden")) {
        this.#forbidden.add(namespace === "" ? kind : `${kind} in ${namespace}`);
        return [];
      }
      const place = namespace === "" ? "" : ` in namespace ${namespace}`;
      this.#notes.add(`objects of kind ${kind}${place} could not be read: ${messageOf(error)}`);
      return [];
    }
  }

  async #secretNames(namespace: string): Promise<JsonObject[]> {
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/secrets`;
    const { body } = await this.#source.cluster.request({ method: "GET", path, accept: METADATA_ONLY });
    return listAt(body, "items").map((one) => ({
      ...{ apiVersion: "v1", kind: "Secret", type: "Opaque" },
      metadata: objectAt(one, "metadata"),
    }));
  }
}

const METADATA_ONLY = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json";

function inNamespace(object: JsonObject): ObjectRef[] {
  const namespace = namespaceOf(object);
  return namespace === "" ? [] : [namespaceRef(namespace)];
}

const nameOf = (object: JsonObject): string => textAt(object, "metadata", "name");
const namespaceOf = (object: JsonObject): string => textAt(object, "metadata", "namespace");
const uidOf = (object: JsonObject): string => textAt(object, "metadata", "uid");

function ownersOf(object: JsonObject): string[] {
  return listAt(object, "metadata", "ownerReferences").map((one) => textAt(one, "uid"));
}

function depth(object: JsonObject): number {
  return object["kind"] === "Pod" ? 1 : 0;
}
