/** The hooks of a run, each made as a dry run. */
import { GoError } from "../../go/index.ts";
import { isApiError } from "../../kube/index.ts";
import type { ActionPorts } from "../action/ports.ts";
import { concurrently } from "../cluster/concurrently.ts";
import { FIELD_MANAGER } from "../cluster/ports.ts";
import type { Resource } from "../cluster/resource.ts";
import type { Release, ReleaseHook } from "../storage/index.ts";
import { buildAll } from "./build-all.ts";
import type { PlannedHook, PlannedRun } from "./plan.ts";
import { refusalOf, type Refusal } from "./refusal.ts";

export interface HookPlanning {
  readonly release: Release;
  readonly run: PlannedRun;
  /** Kinds that files of `crds/` define. */
  readonly promised: ReadonlySet<string>;
  readonly newNamespaces: ReadonlySet<string>;
}

/** In the order of the manifest; tests are no part of a run. */
export async function planHooks(planning: HookPlanning, ports: ActionPorts): Promise<PlannedHook[]> {
  const { release, run } = planning;
  if (run.options.disableHooks) return [];
  const wanted = [`pre-${run.kind}`, `post-${run.kind}`].flatMap((event) =>
    release.hooks.filter(({ events }) => events.some((one) => one === event)).map((hook) => ({ event, hook })),
  );
  return await concurrently(wanted, async ({ event, hook }) => {
    const refusal = await hookRefusal(hook, planning, ports);
    return { event, kind: hook.kind, name: hook.name, ...(refusal === undefined ? {} : { refusal }) };
  });
}

async function hookRefusal(
  hook: ReleaseHook,
  { promised, newNamespaces }: HookPlanning,
  ports: ActionPorts,
): Promise<Refusal | undefined> {
  const { resources, unknown } = await buildAll(hook.manifest, ports, { promised, validate: true });
  const fault = unknown.find(({ refusal }) => refusal !== undefined)?.refusal;
  if (fault !== undefined) return fault;
  for (const resource of resources) {
    if (newNamespaces.has(resource.namespace)) continue;
    const refusal = await creationRefusal(resource, hook, ports);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** The server looks for an object of the same name last: where it finds one, all else is well. */
async function creationRefusal(
  { object }: Resource,
  { deletePolicies }: ReleaseHook,
  { objects }: ActionPorts,
): Promise<Refusal | undefined> {
  try {
    await objects.create(object, { dryRun: true, fieldManager: FIELD_MANAGER, fieldValidation: "Strict" });
    return undefined;
  } catch (error) {
    const isReplaced = deletePolicies.length === 0 || deletePolicies.includes("before-hook-creation");
    if (isApiError(error, "AlreadyExists") && isReplaced) return undefined;
    if (!(error instanceof GoError) && !isApiError(error)) throw error;
    return refusalOf(error);
  }
}
