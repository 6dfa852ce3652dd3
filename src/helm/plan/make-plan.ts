/** Plans an install or an upgrade that has been rendered. Nothing is written. */
import { GoError, fromBytes } from "../../go/index.ts";
import { textAt, type ObjectRef } from "../../kube/index.ts";
import type { ActionPorts } from "../action/ports.ts";
import { applyStrategy } from "../action/strategy.ts";
import type { ApplyStrategy } from "../cluster/apply.ts";
import type { Resource } from "../cluster/resource.ts";
import type { Release } from "../storage/index.ts";
import { buildAll } from "./build-all.ts";
import { leaveKey, type Leave } from "./leave.ts";
import type { Plan, PlanBase, PlannedCrd, PlannedObject, PlannedRun } from "./plan.ts";
import { planHooks } from "./plan-hooks.ts";
import { planSurplus, planTargets } from "./plan-objects.ts";

export interface PlanRequest {
  readonly release: Release;
  readonly chartDigest: string;
  readonly run: PlannedRun;
  readonly maxHistory: number;
  /** Whose objects are in the cluster; none for an install. */
  readonly current?: Release;
  readonly base?: PlanBase | undefined;
  readonly skipCrds: boolean;
  readonly recreate: ReadonlySet<string>;
  readonly leave: Leave;
}

/** Throws `GoError`, or what the cluster's port throws where it cannot be asked. */
export async function makePlan(request: PlanRequest, ports: ActionPorts): Promise<Plan> {
  const { release, run, current, recreate, leave } = request;
  const { takeOwnership, validate } = run.options;
  const crds = request.skipCrds || run.kind === "upgrade" ? [] : crdsOf(release);
  const definitions = await planCrds(crds, ports);
  const promised = new Set(definitions.filter(({ action }) => action === "create").map(kindDefined));
  const wanted = await buildAll(release.manifest, ports, { promised, validate });
  const before = await buildAll(current?.manifest ?? "", ports, { promised: new Set(), validate: false });
  const onlyBefore = before.unknown.filter(({ ref }) => !wanted.unknown.some((one) => isSameRef(one.ref, ref)));
  const namespace = await planNamespace(request, ports);
  const comparison = {
    kind: run.kind,
    ...{ release, takeOwnership, recreate, leave, targets: wanted.resources, originals: before.resources },
    strategy: strategyOf(request, ports),
    newNamespaces: newNamespaces(wanted.resources, namespace),
  };
  const targets = await planTargets(comparison, ports);
  const surplus = await planSurplus(comparison, ports);
  const objects = [...namespace, ...definitions, ...targets, ...wanted.unknown, ...onlyBefore, ...surplus];
  checkKnown("--recreate", recreate, objects);
  checkKnown("--leave", leave.keys(), objects);
  const { chartDigest, maxHistory, base } = request;
  const hooks = await planHooks({ release, run, promised, newNamespaces: comparison.newNamespaces }, ports);
  return { release, chartDigest, run, maxHistory, base, objects, hooks, crds };
}

/** As `install` and `upgrade` choose it. */
function strategyOf({ run, current }: PlanRequest, { dialect }: ActionPorts): ApplyStrategy {
  const { options } = run;
  const { serverSide, takeOwnership } = options;
  const more =
    run.kind === "install"
      ? { migrate: true, threeWayForCustom: takeOwnership && !serverSide }
      : { migrate: serverSide && current?.applyMethod !== "ssa" };
  return applyStrategy({ ...options, ...more }, dialect);
}

function crdsOf({ chart }: Release): PlannedCrd[] {
  return chart.crds().map(({ name, file }) => ({ name, text: fromBytes(file.data) }));
}

/** Definitions that are there already stay as they are. */
async function planCrds(crds: readonly PlannedCrd[], ports: ActionPorts): Promise<PlannedObject[]> {
  const planned: PlannedObject[] = [];
  for (const { text } of crds) {
    const { resources, unknown } = await buildAll(text, ports, { promised: new Set(), validate: false });
    planned.push(...unknown);
    for (const { object, mapping, name } of resources) {
      const ref = { apiVersion: mapping.apiVersion, kind: mapping.kind, namespace: "", name };
      const isThere = (await ports.objects.find(ref)) !== undefined;
      const action = isThere ? "unchanged" : "create";
      planned.push({ ref, action, differences: [], desired: object, preconditions: { fields: [] } });
    }
  }
  return planned;
}

function kindDefined({ desired }: PlannedObject): string {
  return `${textAt(desired, "spec", "group")}/${textAt(desired, "spec", "names", "kind")}`;
}

async function planNamespace({ release, run }: PlanRequest, { objects }: ActionPorts): Promise<PlannedObject[]> {
  if (run.kind === "upgrade" || !run.options.createNamespace) return [];
  const ref = { apiVersion: "v1", kind: "Namespace", namespace: "", name: release.namespace };
  if ((await objects.find(ref)) !== undefined) return [];
  return [{ ref, action: "create", differences: [], preconditions: { fields: [] } }];
}

function newNamespaces(targets: readonly Resource[], namespace: readonly PlannedObject[]): Set<string> {
  const own = targets.filter(({ mapping }) => mapping.apiVersion === "v1" && mapping.kind === "Namespace");
  return new Set([...own.map(({ name }) => name), ...namespace.map(({ ref }) => ref.name)]);
}

function isSameRef(a: ObjectRef, b: ObjectRef): boolean {
  return a.apiVersion === b.apiVersion && a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}

function checkKnown(flag: string, words: Iterable<string>, objects: readonly PlannedObject[]): void {
  const known = new Set(objects.map(({ ref }) => leaveKey(ref)));
  const unknown = [...words].find((word) => !known.has(word));
  if (unknown !== undefined) throw new GoError(`${flag} ${unknown}: the release has no such object`);
}
