/** Which release an object belongs to (helm pkg/action/validate.go). */
import { GoError } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import { failure } from "./failure.ts";
import { findAll } from "./find-all.ts";
import type { ClusterPorts } from "./ports.ts";
import type { Resource } from "./resource.ts";

export interface Owner {
  readonly name: string;
  readonly namespace: string;
}

const MANAGED_BY = "app.kubernetes.io/managed-by";
const MANAGER = "Helm";
const RELEASE_NAME = "meta.helm.sh/release-name";
const RELEASE_NAMESPACE = "meta.helm.sh/release-namespace";

/** The object with the marks of the release. */
export function owned(object: JsonObject, { name, namespace }: Owner): JsonObject {
  const metadata = objectAt(object, "metadata");
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: { ...objectAt(metadata, "labels"), [MANAGED_BY]: MANAGER },
      annotations: {
        ...objectAt(metadata, "annotations"),
        [RELEASE_NAME]: name,
        [RELEASE_NAMESPACE]: namespace,
      },
    },
  };
}

/** What says that the object is another's; undefined where it is the release's own. */
export function ownershipFault(object: JsonObject, { name, namespace }: Owner): string | undefined {
  const labels = objectAt(object, "metadata", "labels");
  const annotations = objectAt(object, "metadata", "annotations");
  const faults = [
    prefixed("label", valueFault(labels, MANAGED_BY, MANAGER)),
    prefixed("annotation", valueFault(annotations, RELEASE_NAME, name)),
    prefixed("annotation", valueFault(annotations, RELEASE_NAMESPACE, namespace)),
  ].filter((fault) => fault !== undefined);
  return faults.length === 0 ? undefined : `invalid ownership metadata; ${faults.join("; ")}`;
}

function prefixed(what: string, fault: string | undefined): string | undefined {
  return fault === undefined ? undefined : `${what} validation error: ${fault}`;
}

function valueFault(map: JsonObject, key: string, wanted: string): string | undefined {
  if (!Object.hasOwn(map, key)) return `missing key ${quote(key)}: must be set to ${quote(wanted)}`;
  const actual = textAt(map, key);
  if (actual === wanted) return undefined;
  return `key ${quote(key)} must equal ${quote(wanted)}: current value is ${quote(actual)}`;
}

export interface AdoptionOptions {
  readonly owner: Owner;
  /** Whoever owns what is there. */
  readonly takeOwnership: boolean;
}

/** Those of the resources that exist already. Throws `GoError` for the first that may not be taken over. */
export async function existing(
  resources: readonly Resource[],
  ports: ClusterPorts,
  options: AdoptionOptions,
): Promise<Resource[]> {
  const named = resources.filter((resource) => ports.dialect === "helm3" || !hasGeneratedName(resource));
  const outcomes = await findAll(named, ports);
  const found = named.filter((resource, i) => {
    const outcome = outcomes[i];
    if (outcome?.status === "rejected") {
      throw failure(`could not get information about the resource ${describe(resource)}`, outcome.reason);
    }
    if (outcome?.value === undefined) return false;
    const fault = options.takeOwnership ? undefined : ownershipFault(outcome.value, options.owner);
    if (fault === undefined) return true;
    throw failure(`${describe(resource)} exists and cannot be imported into the current release`, new GoError(fault));
  });
  return found.map((resource) => ({ ...resource }));
}

function hasGeneratedName({ object, name }: Resource): boolean {
  if (textAt(object, "metadata", "generateName") === "") return false;
  if (name === "") return true;
  throw new GoError("metadata.name and metadata.generateName cannot both be set");
}

function describe({ mapping, name, namespace }: Resource): string {
  return `${mapping.kind} ${quote(name)} in namespace ${quote(namespace)}`;
}
