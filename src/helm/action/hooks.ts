/** Runs the hooks of an event one after the other (helm pkg/action/hooks.go). */
import { GoError, compareStrings } from "../../go/index.ts";
import { record, type ActionPorts, type RunOptions } from "./ports.ts";
import type { HookEvent } from "../manifest/index.ts";
import type { Release, ReleaseHook } from "../storage/index.ts";
import type { ApplyStrategy } from "../cluster/apply.ts";
import { build } from "../cluster/build.ts";
import { createAll, deleteAll } from "../cluster/change.ts";
import { CANCELED, failure, messageOf, within } from "../cluster/failure.ts";
import { printLogs } from "./hook-logs.ts";
import { waiterOf } from "../cluster/wait/wait.ts";

export interface HookOptions extends Pick<RunOptions, "wait" | "timeoutMs"> {
  readonly strategy: ApplyStrategy;
}

/** Deletes what is to be deleted after hooks; throws what made a hook fail. */
export type Shutdown = () => Promise<void>;

/** Throws `GoError`. */
export async function runHooks(release: Release, event: HookEvent, run: HookRunner): Promise<void> {
  const shutdown = await startHooks(release, event, run);
  await shutdown();
}

export interface HookRunner {
  readonly ports: ActionPorts;
  readonly options: HookOptions;
}

/** Runs hooks and leaves the end to the caller, who may want to see their logs first. */
export async function startHooks(release: Release, event: HookEvent, run: HookRunner): Promise<Shutdown> {
  const hooks = hooksOf(release, event);
  for (const [i, hook] of hooks.entries()) {
    const error = await runOne(release, { hook, event }, run);
    if (error !== undefined) return () => afterFailure(error, { hook, earlier: hooks.slice(0, i) }, run);
  }
  return () => afterSuccess(release, hooks, run);
}

/** By weight, then by name. The default of the delete policy is written down with the hook when its turn comes. */
function hooksOf(release: Release, event: HookEvent): ReleaseHook[] {
  return release.hooks
    .filter((hook) => hook.events.includes(event))
    .sort((a, b) => a.weight - b.weight || compareStrings(a.name, b.name));
}

interface Running {
  readonly hook: ReleaseHook;
  readonly event: HookEvent;
}

/** What made the hook fail while it ran. Throws where it could not even begin. */
async function runOne(release: Release, { hook, event }: Running, run: HookRunner): Promise<unknown> {
  const { ports, options } = run;
  if (ports.signal.aborted) throw new GoError(CANCELED);
  if (hook.deletePolicies.length === 0) hook.deletePolicies = ["before-hook-creation"];
  await deleteByPolicy(hook, "before-hook-creation", run);
  const resources = await within(`unable to build kubernetes object for ${event} hook ${hook.path}`, () =>
    build(hook.manifest, ports, { validate: true }),
  );
  hook.lastRun = { startedAt: ports.now(), completedAt: "", phase: "Running" };
  await record(release, ports);
  hook.lastRun.phase = "Unknown";
  try {
    await createAll(resources, ports, options.strategy);
  } catch (error) {
    Object.assign(hook.lastRun, { completedAt: ports.now(), phase: "Failed" });
    throw failure(`warning: Hook ${event} ${hook.path} failed`, error);
  }
  const waiter = await waiterOf(options.wait, ports);
  const error = await waiter.finished(resources, options.timeoutMs).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  Object.assign(hook.lastRun, { completedAt: ports.now(), phase: error === undefined ? "Succeeded" : "Failed" });
  if (error !== undefined) await logs(release, hook, { run, policy: "hook-failed" });
  return error;
}

interface Failed {
  readonly hook: ReleaseHook;
  readonly earlier: readonly ReleaseHook[];
}

async function afterFailure(error: unknown, { hook, earlier }: Failed, run: HookRunner): Promise<void> {
  try {
    await deleteByPolicy(hook, "hook-failed", run);
  } catch (deleting) {
    run.ports.log.info(`error deleting the hook resource on hook failure: ${messageOf(deleting)}`);
  }
  for (const one of earlier) await deleteByPolicy(one, "hook-succeeded", run);
  throw error;
}

async function afterSuccess(release: Release, hooks: readonly ReleaseHook[], run: HookRunner): Promise<void> {
  for (const hook of hooks.toReversed()) {
    await logs(release, hook, { run, policy: "hook-succeeded" });
    await deleteByPolicy(hook, "hook-succeeded", run);
  }
}

async function logs(
  release: Release,
  hook: ReleaseHook,
  { run, policy }: { run: HookRunner; policy: string },
): Promise<void> {
  if (!hook.outputLogPolicies.includes(policy)) return;
  try {
    await printLogs(hook, release.namespace, run.ports);
  } catch (error) {
    run.ports.log.info(`error outputting logs for hook failure: ${messageOf(error)}`);
  }
}

/** Deletes what an interrupted run would have deleted after its hooks, whichever way they ended. */
export async function discardHooks(release: Release, ports: ActionPorts): Promise<void> {
  const run = { ports, options: { wait: "watcher", timeoutMs: DISCARD_TIMEOUT_MS, strategy: NO_STRATEGY } } as const;
  for (const hook of release.hooks) {
    if (hook.lastRun.startedAt === "") continue;
    const policy = hook.deletePolicies.find((one) => one === "hook-succeeded" || one === "hook-failed");
    if (policy !== undefined) await deleteByPolicy(hook, policy, run);
  }
}

const DISCARD_TIMEOUT_MS = 60_000;
/** Nothing is created. */
const NO_STRATEGY = { kind: "client", threeWayForCustom: false } as const;

/** Definitions are never deleted: everything of their kind would go with them. */
async function deleteByPolicy(hook: ReleaseHook, policy: string, { ports, options }: HookRunner): Promise<void> {
  if (hook.kind === "CustomResourceDefinition" || !hook.deletePolicies.includes(policy)) return;
  const resources = await within(`unable to build kubernetes object for deleting hook ${hook.path}`, () =>
    build(hook.manifest, ports, { validate: false }),
  );
  const failures = await deleteAll(resources, ports);
  if (failures.length > 0) throw new GoError(failures.map(messageOf).join("; "), { cause: failures[0] });
  const waiter = await waiterOf(options.wait, ports);
  await waiter.gone(resources, options.timeoutMs);
}
