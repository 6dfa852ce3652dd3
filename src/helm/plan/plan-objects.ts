/** What would happen to each object of a release. Asks the server about every write, by dry runs of the very code that makes them. */
import { GoError } from "../../go/index.ts";
import { isNotFound, textAt, type JsonObject } from "../../kube/index.ts";
import { create, type ApplyStrategy } from "../cluster/apply.ts";
import { KEEP, KEEP_ANNOTATION } from "../cluster/change.ts";
import { concurrently } from "../cluster/concurrently.ts";
import { owned, ownershipFault } from "../cluster/ownership.ts";
import type { ClusterPorts } from "../cluster/ports.ts";
import { annotation, exactKey, isSame, refOf, type Resource } from "../cluster/resource.ts";
import type { Release } from "../storage/index.ts";
import { differences } from "./differences.ts";
import { dryRunObjects } from "./dry-run.ts";
import { dryUpdate } from "./dry-update.ts";
import { withoutServerFields } from "./fields.ts";
import type { PlannedObject } from "./plan.ts";
import { leaveKey, without, type Leave } from "./leave.ts";
import { preconditionsOf } from "./preconditions.ts";
import { refusalOf, type Refusal } from "./refusal.ts";
import { withStoredObjects } from "./stored-objects.ts";

export interface Comparison {
  readonly kind: "install" | "upgrade";
  readonly release: Release;
  readonly targets: readonly Resource[];
  /** Of the revision whose objects are in the cluster. */
  readonly originals: readonly Resource[];
  readonly strategy: ApplyStrategy;
  readonly takeOwnership: boolean;
  /** Objects, as `kind/name` in small letters, that may be deleted and made anew. */
  readonly recreate: ReadonlySet<string>;
  readonly leave: Leave;
  /** Namespaces that the run makes before anything in them. */
  readonly newNamespaces: ReadonlySet<string>;
}

export async function planTargets(comparison: Comparison, ports: ClusterPorts): Promise<PlannedObject[]> {
  const objects = dryRunObjects(ports.objects);
  return await concurrently(comparison.targets, (target) => planTarget(target, comparison, { ...ports, objects }));
}

async function planTarget(target: Resource, comparison: Comparison, ports: ClusterPorts): Promise<PlannedObject> {
  const desired = owned(target.object, comparison.release);
  const wanted = { ...target, object: desired };
  // An upgrade looks for every object by its name, and fails where there is none.
  if (target.name === "" && comparison.kind === "install") return await planCreation(wanted, comparison, ports);
  let live: JsonObject | undefined;
  try {
    live = await ports.objects.find(refOf(target));
  } catch (error) {
    return refused(wanted, refusalOf(error));
  }
  if (live === undefined) return await planCreation(wanted, comparison, ports);
  return await planUpdate({ target: wanted, live }, comparison, ports);
}

async function planCreation(target: Resource, comparison: Comparison, ports: ClusterPorts): Promise<PlannedObject> {
  const planned = {
    ...{ ref: refOf(target), action: "create" as const, differences: [], desired: target.object },
    preconditions: { exists: false, fields: [] },
  };
  try {
    await create({ ...target }, ports, comparison.strategy);
    return planned;
  } catch (error) {
    const isWaiting = comparison.newNamespaces.has(target.namespace) && isNotFound(causeOf(error));
    if (isWaiting) return { ...planned, note: "not checked: its namespace does not exist yet" };
    return refused(target, refusalOf(error));
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof GoError && error.cause !== undefined ? causeOf(error.cause) : error;
}

interface Found {
  readonly target: Resource;
  readonly live: JsonObject;
}

async function planUpdate(
  { target, live }: Found,
  comparison: Comparison,
  ports: ClusterPorts,
): Promise<PlannedObject> {
  const { release, originals, strategy } = comparison;
  const isOwn = originals.some((one) => exactKey(one) === exactKey(target));
  const fault = isOwn || comparison.takeOwnership ? undefined : ownershipFault(live, release);
  if (fault !== undefined) return refused(target, { kind: "ownership", message: fault });
  const original = originals.find((one) => isSame(one, target)) ?? target;
  const leave = comparison.leave.get(leaveKey(refOf(target))) ?? [];
  if (leave.length > 0 && strategy.kind !== "server") throw new GoError("--leave needs server-side apply");
  const applied = { ...target, object: without(target.object, leave) };
  let answer: JsonObject;
  try {
    answer = await dryUpdate({ original, target: applied, live }, ports, strategy);
  } catch (error) {
    return planRefused({ target, live }, refusalOf(error), { comparison, ports });
  }
  const found = differences(live, answer);
  const lost = found.find(({ path }) => leave.some((left) => isBelow(path, left)));
  if (lost !== undefined) {
    const message = `${lost.path} cannot be left: nobody else manages it, and it would change`;
    return { ...refused(target, { kind: "field-manager", message }), differences: found };
  }
  const touched = strategy.kind === "replace" ? withoutServerFields(live) : applied.object;
  const planned: PlannedObject = {
    ref: refOf(target),
    action: isOwn ? (found.length === 0 ? "unchanged" : "patch") : "adopt",
    differences: found,
    desired: target.object,
    preconditions: preconditionsOf({ live, desired: touched, differences: found }),
    ...(leave.length === 0 ? {} : { leave, note: `left to others: ${leave.join(", ")}` }),
  };
  return await withStoredObjects(planned, live, ports.objects);
}

function isBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

interface Planning {
  readonly comparison: Comparison;
  readonly ports: ClusterPorts;
}

/** Fields that cannot change can be had by making the object anew, where that was allowed. */
async function planRefused({ target, live }: Found, refusal: Refusal, planning: Planning): Promise<PlannedObject> {
  const found = differences(live, target.object).filter((one) => one.new !== undefined);
  const conflict = { ...refused(target, refusal), differences: found };
  const { kind, name } = refOf(target);
  const word = `${kind.toLowerCase()}/${name}`;
  if (refusal.kind === "field-manager") return { ...conflict, ...leaveNote(word, refusal) };
  if (refusal.kind !== "immutable") return conflict;
  if (!planning.comparison.recreate.has(word))
    return { ...conflict, note: `--recreate ${word} deletes it and makes it anew` };
  try {
    await planning.ports.objects.delete(refOf(target), { dryRun: true });
  } catch (error) {
    return { ...conflict, refusal: refusalOf(error) };
  }
  const preconditions = { ...preconditionsOf({ live, desired: target.object, differences: found }), uid: uidOf(live) };
  return { ...conflict, action: "recreate", preconditions };
}

/** How to let the others have the fields; the server writes paths a little differently. */
function leaveNote(word: string, { fields = [] }: Refusal): { note?: string } {
  const paths = fields.map((field) => field.replace(/^\./, "").replace(/="([^"]*)"\]/g, "=$1]"));
  if (paths.length === 0) return {};
  return { note: `to leave them as they are: ${paths.map((path) => `--leave ${word}:${path}`).join(" ")}` };
}

function refused(target: Resource, refusal: Refusal): PlannedObject {
  return {
    ...{ ref: refOf(target), action: "conflict", differences: [], refusal, desired: target.object },
    preconditions: { fields: [] },
  };
}

function uidOf(live: JsonObject): string {
  return textAt(live, "metadata", "uid");
}

/** What the release no longer has. Objects that are gone already are left out. */
export async function planSurplus(comparison: Comparison, ports: ClusterPorts): Promise<PlannedObject[]> {
  const { originals, targets } = comparison;
  const surplus = originals.filter((one) => !targets.some((target) => isSame(one, target)));
  const objects = dryRunObjects(ports.objects);
  const planned = await concurrently(surplus, (resource) => planDeletion(resource, { ...ports, objects }));
  return planned.filter((one) => one !== undefined);
}

async function planDeletion(resource: Resource, { objects }: ClusterPorts): Promise<PlannedObject | undefined> {
  const ref = refOf(resource);
  const live = await objects.find(ref);
  if (live === undefined) return undefined;
  const planned = { ref, action: "delete" as const, differences: [] };
  if (annotation(live, KEEP_ANNOTATION) === KEEP) {
    return { ...planned, action: "keep", preconditions: { fields: [] } };
  }
  const preconditions = { exists: true, uid: uidOf(live), fields: [] };
  try {
    await objects.delete(ref);
    return { ...planned, preconditions };
  } catch (error) {
    return { ...planned, action: "conflict", refusal: refusalOf(error), preconditions };
  }
}
