/** Rolls a release back to an earlier revision (helm pkg/action/rollback.go 4.3.1 and 3.22.0). */
import { GoError } from "../../go/index.ts";
import { build } from "../cluster/build.ts";
import { deleteAll, updateAll } from "../cluster/change.ts";
import { failure, messageOf, within } from "../cluster/failure.ts";
import { owned } from "../cluster/ownership.ts";
import type { Resource } from "../cluster/resource.ts";
import { waiterOf } from "../cluster/wait/wait.ts";
import { NoDeployedReleasesError, type Release } from "../storage/index.ts";
import { runHooks } from "./hooks.ts";
import { record, setStatus, type ActionPorts, type ApplyOptions } from "./ports.ts";
import { releaseNameFault } from "./release-name.ts";
import { applyMethod, applyStrategy, serverSideOf } from "./strategy.ts";

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
  const { current, target } = await prepare(name, options, ports);
  if (options.dryRun) return;
  await ports.storage.create(target);
  await perform({ current, target }, options, ports);
  await ports.storage.update(target);
}

interface Rolling {
  readonly current: Release;
  readonly target: Release;
}

async function prepare(name: string, options: RollbackOptions, ports: ActionPorts): Promise<Rolling> {
  const { storage, dialect } = ports;
  if (releaseNameFault(name) !== undefined) throw new GoError(`prepareRollback: Release name is invalid: ${name}`);
  if (options.version < 0) throw new GoError("invalid release revision");
  const current = await storage.last(name);
  const version = options.version === 0 ? current.version - 1 : options.version;
  const history = await storage.history(name);
  if (!history.some((release) => release.version === version)) throw new GoError(`release has no ${version} version`);
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
  return { current, target };
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
  if (!disableHooks) await runHooks(target, "pre-rollback", hooks);
  for (const one of targets) one.object = owned(one.object, target);
  await write({ originals, targets }, { current, target, options }, ports);
  try {
    await (await waiterOf(wait, ports)).ready(targets, { timeoutMs, jobs: options.waitForJobs });
  } catch (error) {
    setStatus(target, "failed", `Release ${JSON.stringify(target.name)} failed: ${messageOf(error)}`);
    await record(current, ports);
    await record(target, ports);
    throw failure(`release ${target.name} failed`, error);
  }
  if (!disableHooks) await runHooks(target, "post-rollback", hooks);
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
    else ports.log.debug(`warning: ${message}`);
    current.info.status = "superseded";
    setStatus(target, "failed", message);
    await record(current, ports);
    await record(target, ports);
    if (!options.cleanupOnFail) throw error;
    const failures = await deleteAll(created, ports);
    if (failures.length === 0) throw error;
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
    one.info.status = "superseded";
    await record(one, ports);
  }
}
