/** LimitRanges (kubernetes plugin/pkg/admission/limitranger 1.36): what containers ask for where they say nothing, and how much they may. */
import { listAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { madeIn, objectIn, objectsIn } from "../admit/fill.ts";
import { quantitySum, quantityValue } from "../admit/quantity.ts";
import { forbidden } from "../wire/refusal.ts";
import type { Server } from "./server.ts";

function limitsOf(object: JsonObject, { store }: Server, type: string): JsonObject[] {
  const namespace = textAt(object, "metadata", "namespace");
  return store
    .list("/limitranges")
    .filter((one) => textAt(one, "metadata", "namespace") === namespace)
    .flatMap((one) => listAt(one, "spec", "limits"))
    .filter((limit) => textAt(limit, "type") === type)
    .map((limit) => objectAt(limit));
}

/** Fills in the defaults of containers. Throws where a pod asks for too little or too much. */
export function limitPod(pod: JsonObject, server: Server): void {
  const ofContainers = limitsOf(pod, server, "Container");
  const ofPods = limitsOf(pod, server, "Pod");
  if (ofContainers.length === 0 && ofPods.length === 0) return;
  const spec = objectAt(pod, "spec");
  for (const limit of ofContainers) {
    const notes = [
      ...objectsIn(spec, "containers").flatMap((one) => fillResources(one, limit, "container")),
      ...objectsIn(spec, "initContainers").flatMap((one) => fillResources(one, limit, "init container")),
    ];
    if (notes.length > 0)
      madeIn(objectIn(pod, "metadata"), "annotations")["kubernetes.io/limit-ranger"] =
        `LimitRanger plugin set: ${notes.join("; ")}`;
  }
  const problems = [
    ...listAt(spec, "containers").flatMap((one) => {
      const resources = objectAt(one, "resources");
      return ofContainers.flatMap((limit) => problemsOf(resources, limit, "Container"));
    }),
    ...ofPods.flatMap((limit) => problemsOf(sumOf(listAt(spec, "containers")), limit, "Pod")),
  ];
  const why = problems.length === 1 ? problems[0] : `[${problems.join(", ")}]`;
  if (problems.length > 0) throw forbidden({ name: "pods", group: "" }, textAt(pod, "metadata", "name"), why ?? "");
}

/** Says what it has filled in. */
function fillResources(container: JsonObject, limit: JsonObject, what: string): string[] {
  const resources = madeIn(container, "resources");
  const [requests, limits] = [objectAt(limit, "defaultRequest"), objectAt(limit, "default")];
  // What is asked for where nothing is said: as much as the limit is.
  const asked = fillMissing(resources, "requests", { ...limits, ...requests });
  const capped = fillMissing(resources, "limits", limits);
  const name = textAt(container, "name");
  return [
    ...(asked.length === 0 ? [] : [`${asked.join(", ")} request for ${what} ${name}`]),
    ...(capped.length === 0 ? [] : [`${capped.join(", ")} limit for ${what} ${name}`]),
  ];
}

/** Gives the names that were missing. */
function fillMissing(resources: JsonObject, kind: string, values: JsonObject): string[] {
  const names = Object.keys(values).filter((name) => objectAt(resources, kind)[name] === undefined);
  for (const name of names) madeIn(resources, kind)[name] = values[name] ?? "";
  return names.sort();
}

function sumOf(containers: readonly JsonValue[]): JsonObject {
  const sums = (kind: string): JsonObject => {
    const names = new Set(containers.flatMap((one) => Object.keys(objectAt(one, "resources", kind))));
    return Object.fromEntries(
      [...names].map((name) => {
        const all = containers.map((one) => String(objectAt(one, "resources", kind)[name] ?? "0"));
        return [name, quantitySum(all)];
      }),
    );
  };
  return { requests: sums("requests"), limits: sums("limits") };
}

function problemsOf(resources: JsonObject, limit: JsonObject, type: string): string[] {
  const [requests, limits] = [objectAt(resources, "requests"), objectAt(resources, "limits")];
  const value = (of: JsonValue | undefined): number | undefined =>
    of === undefined ? undefined : quantityValue(String(of));
  const least = Object.entries(objectAt(limit, "min")).flatMap(([name, min]) => {
    const [asked, capped, bound] = [value(requests[name]), value(limits[name]), value(min) ?? 0];
    const head = `minimum ${name} usage per ${type} is ${String(min)}`;
    if (asked === undefined) return [`${head}.  No request is specified`];
    if (asked < bound) return [`${head}, but request is ${String(requests[name])}`];
    return capped !== undefined && capped < bound ? [`${head}, but limit is ${String(limits[name])}`] : [];
  });
  const most = Object.entries(objectAt(limit, "max")).flatMap(([name, max]) => {
    const [asked, capped, bound] = [value(requests[name]), value(limits[name]), value(max) ?? Infinity];
    const head = `maximum ${name} usage per ${type} is ${String(max)}`;
    if (capped === undefined) return [`${head}.  No limit is specified`];
    if (capped > bound) return [`${head}, but limit is ${String(limits[name])}`];
    return asked !== undefined && asked > bound ? [`${head}, but request is ${String(requests[name])}`] : [];
  });
  return [...least, ...most];
}

/** Throws where a claim is too small or too large. */
export function limitClaim(claim: JsonObject, server: Server): void {
  const requests = objectAt(claim, "spec", "resources", "requests");
  const problems = limitsOf(claim, server, "PersistentVolumeClaim").flatMap((limit) => [
    ...bounds(requests, objectAt(limit, "min"), "minimum"),
    ...bounds(requests, objectAt(limit, "max"), "maximum"),
  ]);
  const [why] = problems;
  if (why !== undefined)
    throw forbidden({ name: "persistentvolumeclaims", group: "" }, textAt(claim, "metadata", "name"), why);
}

function bounds(requests: JsonObject, limits: JsonObject, which: "minimum" | "maximum"): string[] {
  return Object.entries(limits).flatMap(([name, bound]) => {
    const head = `${which} ${name} usage per PersistentVolumeClaim is ${String(bound)}`;
    const asked = requests[name];
    if (asked === undefined) return [`${head}.  No request is specified`];
    const [a, b] = [quantityValue(String(asked)) ?? 0, quantityValue(String(bound)) ?? 0];
    return (which === "minimum" ? a < b : a > b) ? [`${head}, but request is ${String(asked)}`] : [];
  });
}
