/** What a rehearsal cannot play, and what would keep pods from starting: said beside its report. */
import {
  listAt,
  objectAt,
  refOf,
  textAt,
  type ApiResource,
  type JsonObject,
  type ObjectRef,
} from "../../kube/index.ts";
import { objectKey } from "./outcomes.ts";
import { referencesOf } from "./references.ts";

export interface Cautious {
  /** As the run would write them. */
  readonly wanted: readonly JsonObject[];
  readonly copied: readonly JsonObject[];
  readonly webhooks: readonly JsonObject[];
  readonly resources: readonly ApiResource[];
}

export function cautions(cautious: Cautious): string[] {
  return [...missing(cautious), ...unasked(cautious)];
}

/** Pods wait for what they refer to. Service accounts of a namespace come with it. */
function missing({ wanted, copied }: Cautious): string[] {
  const known = new Set([...wanted, ...copied].map((one) => objectKey(refOf(one))));
  const found = wanted.flatMap((object) =>
    referencesOf(object)
      .filter((ref) => ref.isNeeded && !known.has(objectKey(ref)) && !isGiven(ref, wanted))
      .map(
        (ref) =>
          `${nameOf(refOf(object))} refers to ${nameOf(ref)}, which neither exists nor is in the chart: its pods wait where nothing else makes it`,
      ),
  );
  return [...new Set(found)];
}

function isGiven({ kind, name, namespace }: ObjectRef, wanted: readonly JsonObject[]): boolean {
  if (kind === "ServiceAccount" && name === "default") return true;
  // Claims that a set makes for its pods.
  return (
    kind === "PersistentVolumeClaim" &&
    wanted.some(
      (one) =>
        one["kind"] === "StatefulSet" &&
        textAt(one, "metadata", "namespace") === namespace &&
        name.includes(`-${textAt(one, "metadata", "name")}-`),
    )
  );
}

/** Webhooks are not asked: they are somebody's programs, and may do anything. */
function unasked({ wanted, webhooks, resources }: Cautious): string[] {
  return webhooks.flatMap((configuration) => {
    const rules = listAt(configuration, "webhooks").flatMap((one) => listAt(one, "rules"));
    const kinds = new Set(
      wanted
        .filter((object) => rules.some((rule) => isRuled(objectAt(rule), object, resources)))
        .map((one) => textAt(one, "kind")),
    );
    if (kinds.size === 0) return [];
    const name = `${textAt(configuration, "kind")}/${textAt(configuration, "metadata", "name")}`;
    return [
      `${name} may be asked about ${[...kinds].sort().join(", ")} and was not: what it would refuse or change is not rehearsed`,
    ];
  });
}

function isRuled(rule: JsonObject, object: JsonObject, resources: readonly ApiResource[]): boolean {
  const { apiVersion, kind } = refOf(object);
  const resource = resources.find((one) => one.apiVersion === apiVersion && one.kind === kind);
  const [group = "", version = ""] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  const has = (key: string, value: string): boolean => {
    const all = listAt(rule, key);
    return all.includes("*") || all.includes(value);
  };
  const isMeant = has("resources", resource?.name ?? "") || listAt(rule, "resources").includes("*/*");
  return has("apiGroups", group) && has("apiVersions", version) && isMeant;
}

function nameOf({ kind, name }: ObjectRef): string {
  return `${kind}/${name}`;
}
