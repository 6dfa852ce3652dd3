/** Executes a plan: what it relies on is looked at first, then an install or upgrade writes exactly what was planned. */
import { GoError, toBytes } from "../../go/index.ts";
import { isNotFound } from "../../kube/index.ts";
import { checkNameIsFree, install, installCrds } from "../action/install.ts";
import type { ActionPorts } from "../action/ports.ts";
import { upgrade, upgradeBase } from "../action/upgrade.ts";
import { DEADLINE, failure } from "../cluster/failure.ts";
import { ReleaseNotFoundError } from "../storage/index.ts";
import { leavingObjects } from "./leave.ts";
import { isBlocked, type Plan, type PlannedObject } from "./plan.ts";
import { movedText, refText } from "./plan-text.ts";
import { findMoved } from "./preconditions.ts";

/** Throws `GoError`; before anything was written where the plan no longer fits the cluster. */
export async function applyPlan(plan: Plan, given: ActionPorts): Promise<void> {
  const { release, run, objects } = plan;
  const ports = { ...given, objects: leavingObjects(given.objects, objects) };
  if (isBlocked(plan)) throw new GoError("the plan has conflicts and cannot be executed");
  await checkBase(plan, ports);
  const moved = await findMoved(objects, ports.objects);
  if (moved.length > 0) throw new GoError(movedText(moved));
  release.info.lastDeployed = ports.now();
  if (run.kind === "install") {
    release.info.firstDeployed = release.info.lastDeployed;
    const replace = await checkNameIsFree(release.name, run.options, ports);
    const options = { ...run.options, dryRun: false, replace };
    const crds = plan.crds.map(({ name, text }) => ({ name, path: name, file: { name, data: toBytes(text) } }));
    await installCrds(crds, options, ports);
    await deleteForAnew(plan, ports);
    return await install(release, options, ports);
  }
  const base = await upgradeBase(release.name, ports);
  await deleteForAnew(plan, ports);
  await upgrade({ ...base, upgraded: release }, { ...run.options, dryRun: false }, ports);
}

/** The plan was made on top of one revision, and goes on from no other. */
async function checkBase({ release, base }: Plan, { storage }: ActionPorts): Promise<void> {
  const last = await storage.last(release.name).catch((error: unknown) => {
    if (error instanceof ReleaseNotFoundError) return undefined;
    throw error;
  });
  const [expected, found] = [
    base === undefined ? "none" : `${base.revision} (${base.status})`,
    last === undefined ? "none" : `${last.version} (${last.info.status})`,
  ];
  if (expected === found) return;
  throw new GoError(
    `release ${release.name} has changed since the plan was made; nothing was written: expected revision ${expected}, found ${found}`,
  );
}

const POLL_MS = 200;

async function deleteForAnew({ objects, run }: Plan, ports: ActionPorts): Promise<void> {
  const doomed = objects.filter(({ action }) => action === "recreate");
  for (const planned of doomed) await deleteAndAwait(planned, ports, run.options.timeoutMs);
}

async function deleteAndAwait(
  { ref, preconditions }: PlannedObject,
  { objects, clock, signal }: ActionPorts,
  timeoutMs: number,
): Promise<void> {
  const { uid } = preconditions;
  const deadline = clock.nowMs() + timeoutMs;
  try {
    await objects.delete(ref, { propagation: "Foreground", ...(uid === undefined ? {} : { uid }) });
  } catch (error) {
    if (!isNotFound(error)) throw failure(`failed to delete ${refText(ref)}`, error);
  }
  while ((await objects.find(ref)) !== undefined) {
    if (signal.aborted || clock.nowMs() > deadline) throw failure(`waiting until ${refText(ref)} is gone`, DEADLINE);
    await clock.sleep(POLL_MS, signal);
  }
}
