/** Creates, updates and deletes many objects, and says what came of it (helm pkg/kube/client.go: Create, Update, Delete). */
import { GoError } from "../../go/index.ts";
import { isApiError, isNotFound, type DeleteOptions, type JsonObject } from "../../kube/index.ts";
import { create, update, type ApplyStrategy } from "./apply.ts";
import { byKind, settled } from "./concurrently.ts";
import { findAll } from "./find-all.ts";
import { CANCELED, failure, joined, messageOf } from "./failure.ts";
import type { ClusterPorts } from "./ports.ts";
import { annotation, exactKey, gvkText, isSame, refOf, type Resource } from "./resource.ts";
import { retryOn } from "./retry.ts";

export interface ChangeSet {
  readonly created: Resource[];
  readonly updated: Resource[];
  readonly deleted: Resource[];
  /** What ended it early, or went wrong on the way. */
  failure?: unknown;
}

export const KEEP_ANNOTATION = "helm.sh/resource-policy";
export const KEEP = "keep";

/** Kind by kind, those of one kind at once. What fails does not keep the rest from being tried. Throws `GoError`. */
export async function perform(
  resources: readonly Resource[],
  ports: ClusterPorts,
  action: (resource: Resource) => Promise<void>,
): Promise<void> {
  if (resources.length === 0) throw new GoError("no objects visited");
  const failures: unknown[] = [];
  for (const group of byKind(resources, ({ mapping }) => mapping.kind)) {
    if (ports.signal.aborted) throw new GoError(CANCELED);
    const outcomes = await settled(group, action);
    for (const outcome of outcomes) if (outcome.status === "rejected") failures.push(outcome.reason);
  }
  if (failures.length > 0) throw joined(failures, ports.dialect);
}

export async function createAll(
  resources: readonly Resource[],
  ports: ClusterPorts,
  strategy: ApplyStrategy,
): Promise<void> {
  ports.log.debug("creating resource(s)", { resources: resources.length });
  traceStrategy(ports, strategy);
  await perform(resources, ports, (resource) => create(resource, ports, strategy));
}

function traceStrategy(ports: ClusterPorts, strategy: ApplyStrategy): void {
  if (strategy.kind !== "server") return ports.log.debug("using client-side apply for resource creation", {});
  const { forceConflicts } = strategy;
  const attributes = { forceConflicts, dryRun: false, fieldValidationDirective: "Strict" };
  ports.log.debug("using server-side apply for resource creation", attributes);
}

function traceUpdates(ports: ClusterPorts, strategy: ApplyStrategy): void {
  const fieldValidationDirective = "Strict";
  switch (strategy.kind) {
    case "replace":
      return ports.log.debug("using resource replace update strategy", { fieldValidationDirective });
    case "server": {
      const { forceConflicts, migrate } = strategy;
      const more = { dryRun: false, fieldValidationDirective, upgradeClientSideFieldManager: migrate };
      return ports.log.debug("using server-side apply for resource update", { forceConflicts, ...more });
    }
    case "client": {
      const threeWayMergeForUnstructured = strategy.threeWayForCustom;
      return ports.log.debug("using client-side apply for resource update", { threeWayMergeForUnstructured });
    }
  }
}

/** Makes `originals` into `targets`: creates, changes, and deletes what is no longer wanted. Never throws. */
export async function updateAll(
  change: { readonly originals: readonly Resource[]; readonly targets: readonly Resource[] },
  ports: ClusterPorts,
  strategy: ApplyStrategy,
): Promise<ChangeSet> {
  const changes: ChangeSet = { created: [], updated: [], deleted: [] };
  const { originals, targets } = change;
  traceStrategy(ports, strategy);
  traceUpdates(ports, strategy);
  ports.log.debug("checking resources for changes", { resources: targets.length });
  try {
    const failures: unknown[] = [];
    for (const group of byKind(targets, ({ mapping }) => mapping.kind)) {
      await updateGroup(group, { originals, ports, strategy, changes, failures });
    }
    if (failures.length === 0) {
      const surplus = originals.filter((one) => !targets.some((target) => isSame(one, target)));
      await deleteSurplus(surplus, { ports, changes, failures });
    }
    if (failures.length > 0)
      changes.failure = new GoError(failures.map(messageOf).join(" && "), { cause: failures[0] });
  } catch (error) {
    changes.failure = error;
  }
  return changes;
}

interface Updating {
  readonly originals: readonly Resource[];
  readonly ports: ClusterPorts;
  readonly strategy: ApplyStrategy;
  readonly changes: ChangeSet;
  readonly failures: unknown[];
}

/** Changes of one kind are made at once; creations one by one, because the first that fails ends it all. */
async function updateGroup(group: readonly Resource[], updating: Updating): Promise<void> {
  const { ports } = updating;
  if (ports.signal.aborted) throw new GoError(CANCELED);
  // Applying on the server takes no more than the metadata.
  const found = await (updating.strategy.kind === "server"
    ? findAll(group, ports)
    : settled(group, (target) => ports.objects.find(refOf(target))));
  let ready: { target: Resource; live: JsonObject }[] = [];
  const made = new Set<string>();
  for (const [i, target] of group.entries()) {
    // A manifest may name an object twice: the second changes what the first has made.
    const outcome = made.has(exactKey(target)) ? await again(target, ports) : found[i];
    if (outcome?.status === "rejected") {
      await updateAtOnce(ready, updating);
      throw failure("could not get information about the resource", outcome.reason);
    }
    if (outcome?.value !== undefined) {
      ready.push({ target, live: outcome.value });
      continue;
    }
    await updateAtOnce(ready, updating);
    ready = [];
    await createOne(target, updating);
    made.add(exactKey(target));
  }
  await updateAtOnce(ready, updating);
}

async function again(
  target: Resource,
  { objects }: ClusterPorts,
): Promise<PromiseSettledResult<JsonObject | undefined> | undefined> {
  return (await settled([target], (one) => objects.find(refOf(one))))[0];
}

async function createOne(target: Resource, { ports, strategy, changes }: Updating): Promise<void> {
  changes.created.push(target);
  try {
    await create(target, ports, strategy);
  } catch (error) {
    throw failure("failed to create resource", error);
  }
  const { namespace, name, mapping } = target;
  ports.log.debug("created a new resource", { namespace, name, kind: mapping.kind });
}

async function updateAtOnce(
  ready: readonly { readonly target: Resource; readonly live: JsonObject }[],
  { originals, ports, strategy, changes, failures }: Updating,
): Promise<void> {
  const outcomes = await settled(ready, async ({ target, live }) => {
    const original = originals.find((one) => isSame(one, target)) ?? unknownOriginal(target, live, ports);
    const wanted = target.object;
    await update({ original, target, live }, ports, strategy);
    // The server knows by itself who wrote which field. A merge on the client has to be made from everything that the object may have been.
    if (strategy.kind !== "client") return;
    for (const left of originals) {
      if (left === original || left.isLeft !== true || !isSame(left, target)) continue;
      const now = target.object;
      target.object = wanted;
      await update({ original: left, target, live: now }, ports, strategy);
    }
  });
  changes.updated.push(...ready.map(({ target }) => target));
  for (const outcome of outcomes) if (outcome.status === "rejected") failures.push(outcome.reason);
}

function unknownOriginal(target: Resource, live: JsonObject, { dialect, log }: ClusterPorts): Resource {
  const { namespace, name, mapping } = target;
  const { kind } = mapping;
  const what = "exists on cluster but not in original release, using cluster state as baseline";
  if (dialect === "helm4") log.warn(`resource ${what}`, { namespace, name, kind });
  else log.debug(what, {}, `client.go:418 resource ${kind} "${name}" in namespace "${namespace}" ${what}`);
  return { ...target, object: live };
}

interface Deleting {
  readonly ports: ClusterPorts;
  readonly changes: ChangeSet;
  readonly failures: unknown[];
}

async function deleteSurplus(surplus: readonly Resource[], { ports, changes, failures }: Deleting): Promise<void> {
  for (const resource of surplus) {
    if (ports.signal.aborted) throw new GoError(CANCELED);
    const { namespace, name, mapping } = resource;
    const place = { namespace, name, kind: mapping.kind };
    ports.log.debug("deleting resource", place);
    const live = await liveOf(resource, ports);
    if (live === undefined) continue;
    if (annotation(live, KEEP_ANNOTATION) === KEEP) {
      ports.log.debug("skipping delete due to annotation", { ...place, annotation: KEEP_ANNOTATION, value: KEEP });
      continue;
    }
    try {
      await erase(resource, ports, "Background");
      changes.deleted.push(resource);
    } catch (error) {
      ports.log.debug("failed to delete resource", { ...place, error: messageOf(error) });
      if (ports.dialect === "helm3" || isNotFound(error)) continue;
      failures.push(
        failure(`failed to delete resource namespace=${namespace}, name=${name}, kind=${mapping.kind}`, error),
      );
    }
  }
}

async function liveOf(resource: Resource, ports: ClusterPorts): Promise<JsonObject | undefined> {
  const { namespace, name, mapping } = resource;
  try {
    return await ports.objects.get(refOf(resource));
  } catch (error) {
    ports.log.debug("unable to get object", { namespace, name, kind: mapping.kind, error: messageOf(error) });
    return undefined;
  }
}

type Propagation = NonNullable<DeleteOptions["propagation"]>;

async function deleteOne(resource: Resource, ports: ClusterPorts, propagation: Propagation): Promise<void> {
  const { namespace, name, mapping } = resource;
  const place = { namespace, name, kind: mapping.kind };
  ports.log.debug("starting delete resource", place);
  try {
    await erase(resource, ports, propagation);
  } catch (error) {
    if (isNotFound(error)) {
      const more = ports.dialect === "helm3" ? { gvk: gvkText(resource) } : {};
      ports.log.debug("ignoring delete failure", { ...place, ...more, error: messageOf(error) });
    }
    throw error;
  }
}

async function erase(resource: Resource, ports: ClusterPorts, propagation: Propagation): Promise<void> {
  const isConflict = (error: unknown): boolean => isApiError(error, "Conflict");
  await retryOn(ports, isConflict, () => ports.objects.delete(refOf(resource), { propagation }));
}

/** What is gone already is fine. Gives what went wrong, in the order of kinds. */
export async function deleteAll(
  resources: readonly Resource[],
  ports: ClusterPorts,
  propagation: Propagation = "Background",
): Promise<unknown[]> {
  if (resources.length === 0) return [new GoError("object not found, skipping delete: no objects visited")];
  const failures: unknown[] = [];
  for (const group of byKind(resources, ({ mapping }) => mapping.kind)) {
    const outcomes = await settled(group, (resource) => deleteOne(resource, ports, propagation));
    for (const outcome of outcomes) {
      if (outcome.status === "rejected" && !isNotFound(outcome.reason)) failures.push(outcome.reason);
    }
  }
  return failures;
}
