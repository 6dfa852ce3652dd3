/** Rolls a release back to an earlier revision (helm pkg/action/rollback.go 4.3.1 and 3.22.0). */
import { GoError } from "../../go/index.ts";
import { build } from "../cluster/build.ts";
import { deleteAll, updateAll } from "../cluster/change.ts";
import { CANCELED, failure, messageOf, within } from "../cluster/failure.ts";
import { owned } from "../cluster/ownership.ts";
import type { Resource } from "../cluster/resource.ts";
import { waiterOf } from "../cluster/wait/wait.ts";
import { NoDeployedReleasesError, ReleaseNotFoundError, type Release } from "../storage/index.ts";
import { runHooks } from "./hooks.ts";
import { uninterrupted, untilAborted } from "./interrupt.ts";
import { record, setStatus, type ActionPorts, type ApplyOptions } from "./ports.ts";
import { rollbackTarget } from "./recovery/decide.ts";
import { begin, checkHeld, whileHeld } from "./recovery/lease.ts";
import { leftovers } from "./recovery/leftovers.ts";
import { IN_PROGRESS, operationOf, settle, type Settled } from "./recovery/settle.ts";
import { releaseNameFault } from "./release-name.ts";
import { applyMethod, applyStrategy, serverSideOf } from "./strategy.ts";
import { finishUninstall } from "./uninstall.ts";

export interface RollbackOptions extends ApplyOptions {
  /** 0: the one before the newest. */
  readonly version: number;
  readonly dryRun: boolean;
  /** `auto`, `true` or `false`. */
  readonly serverSideWanted: string;
  readonly cleanupOnFail: boolean;
  readonly description: string;
}

/** Throws `GoError`. */
export async function rollback(name: string, options: RollbackOptions, ports: ActionPorts): Promise<void> {
  ports.log.debug("preparing rollback", { name });
  const rolling = await prepare(name, options, ports);
  if (rolling === undefined) return;
  const { current, target } = rolling;
  if (options.dryRun) {
    ports.log.debug("performing rollback", { name });
    return ports.log.debug("dry run", { name });
  }
  ports.log.debug("creating rolled back release", { name });
  await ports.storage.create(target);
  ports.log.debug("performing rollback", { name });
  await whileHeld(target, ports, async (held) => {
    try {
      await untilAborted(held.signal, perform({ current, target }, options, held));
    } catch (error) {
      if (held.signal.aborted) await recordInterrupt({ current, target }, uninterrupted(held, error));
      throw error;
    }
    held.log.debug("updating status for rolled back release", { name });
    await held.storage.update(target);
  });
}

/** Helm dies here and leaves the release pending. */
async function recordInterrupt({ target }: Rolling, ports: ActionPorts): Promise<void> {
  setStatus(target, "failed", `Rollback ${JSON.stringify(target.name)} failed: ${CANCELED}`);
  await record(target, ports);
}

interface Rolling {
  readonly current: Release;
  readonly target: Release;
}

/** Undefined where the rollback that is wanted was interrupted when all was done, and has been recorded now. */
async function prepare(name: string, options: RollbackOptions, ports: ActionPorts): Promise<Rolling | undefined> {
  const { storage, dialect } = ports;
  if (releaseNameFault(name) !== undefined) throw new GoError(`prepareRollback: Release name is invalid: ${name}`);
  if (options.version < 0) throw new GoError("invalid release revision");
  const newest = await storage.last(name);
  const { last: current, recovery } = options.dryRun ? unsettled(newest) : await settle(newest, "rollback", ports);
  if (recovery.kind === "refuse") throw new GoError(IN_PROGRESS);
  if (recovery.kind === "finish-uninstall") {
    await finishUninstall(current, ports);
    throw new ReleaseNotFoundError();
  }
  if (recovery.kind === "complete" && options.version === 0 && operationOf(current) === "rollback") return undefined;
  const version = options.version === 0 ? rollbackTarget(current) : options.version;
  const history = await storage.history(name);
  if (!history.some((release) => release.version === version)) throw new GoError(`release has no ${version} version`);
  ports.log.debug("rolling back", { name, currentVersion: current.version, targetVersion: version });
  const previous = await storage.get(name, version);
  const serverSide = dialect === "helm4" && serverSideOf(options.serverSideWanted, previous.applyMethod);
  const target: Release = {
    ...previous,
    namespace: current.namespace,
    version: current.version + 1,
    info: {
      firstDeployed: current.info.firstDeployed,
      lastDeployed: ports.now(),
      deleted: "",
      description: options.description || `Rollback to ${version}`,
      status: "pending-rollback",
      rollbackRevision: dialect === "helm4" ? version : 0,
      notes: previous.info.notes,
    },
    applyMethod: dialect === "helm4" ? applyMethod(serverSide) : "",
  };
  const base = history.findLast(({ info }) => info.status === "deployed") ?? current;
  const journal = { base: { revision: base.version, status: base.info.status }, target: version };
  begin(target, { operation: "rollback", ...journal, owes: current.journal?.owes ?? [] }, ports);
  return { current, target };
}

function unsettled(last: Release): Settled {
  return { last, recovery: { kind: "none" } };
}

async function perform({ current, target }: Rolling, options: RollbackOptions, ports: ActionPorts): Promise<void> {
  const unable = "unable to build kubernetes objects from";
  const originals = await within(`${unable} current release manifest`, () =>
    build(current.manifest, ports, { validate: false }),
  );
  const targets = await within(`${unable} new release manifest`, () =>
    build(target.manifest, ports, { validate: false }),
  );
  const serverSide = target.applyMethod === "ssa";
  const { wait, timeoutMs, disableHooks } = options;
  const hooks = { ports, options: { wait, timeoutMs, strategy: applyStrategy({ serverSide }, ports.dialect) } };
  if (disableHooks) ports.log.debug("rollback hooks disabled", { name: target.name });
  else await runHooks(target, "pre-rollback", hooks);
  for (const one of targets) one.object = owned(one.object, target);
  const left = await leftovers(current, { basis: current.version }, ports);
  await write({ originals: [...originals, ...left], targets }, { current, target, options }, ports);
  try {
    await (await waiterOf(wait, ports)).ready(targets, { timeoutMs, jobs: options.waitForJobs });
  } catch (error) {
    checkHeld(ports, error);
    setStatus(target, "failed", `Release ${JSON.stringify(target.name)} failed: ${messageOf(error)}`);
    await record(current, ports);
    await record(target, ports);
    throw failure(`release ${target.name} failed`, error);
  }
  if (!disableHooks) await runHooks(target, "post-rollback", hooks);
  if (ports.signal.aborted) throw new GoError(CANCELED);
  await supersede(current.name, ports);
  target.info.status = "deployed";
}

interface Resources {
  readonly originals: readonly Resource[];
  readonly targets: readonly Resource[];
}

interface Writing extends Rolling {
  readonly options: RollbackOptions;
}

async function write(resources: Resources, { current, target, options }: Writing, ports: ActionPorts): Promise<void> {
  const created: Resource[] = [];
  try {
    const serverSide = target.applyMethod === "ssa";
    const strategy = applyStrategy({ ...options, serverSide, migrate: true }, ports.dialect);
    const changes = await updateAll(resources, ports, strategy);
    created.push(...changes.created);
    if (changes.failure !== undefined) throw changes.failure;
  } catch (error) {
    const message = `Rollback ${JSON.stringify(target.name)} failed: ${messageOf(error)}`;
    if (ports.dialect === "helm4") ports.log.warn(message);
    else ports.log.debug(message, {}, `rollback.go:196 warning: ${message}`);
    checkHeld(ports, error);
    current.info.status = "superseded";
    setStatus(target, "failed", message);
    // In this order, a base that has given up its place always means success.
    await record(target, ports);
    await record(current, ports);
    if (!options.cleanupOnFail) throw error;
    ports.log.debug("cleanup on fail set, cleaning up resources", { count: created.length });
    const failures = await deleteAll(created, ports);
    if (failures.length === 0) {
      ports.log.debug("resource cleanup complete");
      throw error;
    }
    const what =
      ports.dialect === "helm4"
        ? "an error occurred while cleaning up resources. original rollback error"
        : `an error occurred while cleaning up resources. original rollback error: ${messageOf(error)}`;
    throw new GoError(`${what}: unable to cleanup resources: ${failures.map(messageOf).join(", ")}`);
  }
}

/** All that were deployed before: there can be several after a collision. */
async function supersede(name: string, ports: ActionPorts): Promise<void> {
  let deployed: Release[] = [];
  try {
    deployed = await ports.storage.deployedAll(name);
  } catch (error) {
    if (!(error instanceof NoDeployedReleasesError)) throw error;
  }
  for (const one of deployed) {
    ports.log.debug("superseding previous deployment", { version: one.version });
    one.info.status = "superseded";
    await record(one, ports);
  }
}
