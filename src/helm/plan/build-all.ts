/** Manifests to objects, one document at a time, so that kinds that are not served are named one by one. */
import { GoError, type Value } from "../../go/index.ts";
import type { ObjectRef } from "../../kube/index.ts";
import { unmarshal } from "../../yaml/index.ts";
import { build } from "../cluster/build.ts";
import type { ClusterPorts } from "../cluster/ports.ts";
import type { Resource } from "../cluster/resource.ts";
import type { PlannedObject } from "./plan.ts";

export interface Built {
  readonly resources: Resource[];
  readonly unknown: PlannedObject[];
}

export interface BuildAllOptions {
  /** Kinds that files of `crds/` define, as `group/Kind`. */
  readonly promised: ReadonlySet<string>;
  readonly validate: boolean;
}

export async function buildAll(
  manifest: string,
  ports: Pick<ClusterPorts, "objects" | "namespace">,
  { promised, validate }: BuildAllOptions,
): Promise<Built> {
  const resources: Resource[] = [];
  const unknown: PlannedObject[] = [];
  for (const document of manifest.split(/^---.*$/m)) {
    try {
      resources.push(...(await build(document, ports, { validate })));
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      unknown.push(unbuilt(refOfText(document, ports.namespace), { message: error.message, promised }));
    }
  }
  return { resources, unknown };
}

function unbuilt(
  ref: ObjectRef,
  { message, promised }: { readonly message: string; readonly promised: ReadonlySet<string> },
): PlannedObject {
  const planned = { ref, differences: [], preconditions: { fields: [] } };
  if (promised.has(`${ref.apiVersion.replace(/\/.*/, "")}/${ref.kind}`)) {
    return { ...planned, action: "create", note: "not checked: its kind is defined by the chart's crds/" };
  }
  const isMissing = message.includes("no matches for kind");
  return { ...planned, action: "conflict", refusal: { kind: isMissing ? "missing-kind" : "invalid", message } };
}

function refOfText(document: string, namespace: string): ObjectRef {
  const object = parse(document);
  const metadata = at(object, "metadata");
  const text = (holder: Value, key: string): string => {
    const value = at(holder, key);
    return typeof value === "string" ? value : "";
  };
  return {
    apiVersion: text(object, "apiVersion"),
    kind: text(object, "kind"),
    namespace: text(metadata, "namespace") || namespace,
    name: text(metadata, "name"),
  };
}

function parse(document: string): Value {
  try {
    return unmarshal(document);
  } catch (error) {
    if (error instanceof GoError) return null;
    throw error;
  }
}

function at(value: Value, key: string): Value {
  return value instanceof Map ? (value.get(key) ?? null) : null;
}
