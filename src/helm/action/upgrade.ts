/** Upgrades a release to one that has been rendered (helm pkg/action/upgrade.go 4.3.1 and 3.22.0). */
import { GoError } from "../../go/index.ts";
import type { ApplyStrategy } from "../cluster/apply.ts";
import { build } from "../cluster/build.ts";
import { deleteAll, updateAll } from "../cluster/change.ts";
import { failure, messageOf, within } from "../cluster/failure.ts";
import { existing, owned } from "../cluster/ownership.ts";
import { exactKey, type Resource } from "../cluster/resource.ts";
import { waiterOf } from "../cluster/wait/wait.ts";
import { isPending, NoDeployedReleasesError, ReleaseNotFoundError, type Release } from "../storage/index.ts";
import { runHooks } from "./hooks.ts";
import { uninterrupted, untilAborted } from "./interrupt.ts";
import { record, setStatus, type ActionPorts, type ApplyOptions } from "./ports.ts";
import { begin, whileHeld } from "./recovery/lease.ts";
import { leftovers } from "./recovery/leftovers.ts";
import { IN_PROGRESS, settle, UnownedOperationError } from "./recovery/settle.ts";
import { rollback } from "./rollback.ts";
import { applyStrategy } from "./strategy.ts";
import { finishUninstall } from "./uninstall.ts";

export interface UpgradeOptions extends ApplyOptions {
  readonly dryRun: boolean;
  readonly serverSide: boolean;
  /** As the command line has it, for a rollback: `auto`, `true` or `false`. */
  readonly serverSideWanted: string;
  readonly validate: boolean;
  readonly takeOwnership: boolean;
  readonly rollbackOnFailure: boolean;
  readonly cleanupOnFail: boolean;
  readonly description: string;
}

/** The newest revision, and the one whose objects are in the cluster. */
export interface UpgradeBase {
  readonly last: Release;
  readonly current: Release;
}

/** Throws `GoError` where there is nothing to upgrade, or someone is at it. A dry run leaves interrupted operations as they are. */
export async function upgradeBase(
  name: string,
  ports: ActionPorts,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<UpgradeBase> {
  const { storage } = ports;
  const newest = await storage.last(name).catch((error: unknown) => {
    throw error instanceof ReleaseNotFoundError ? new NoDeployedReleasesError(name) : error;
  });
  const last = dryRun ? newest : await settled(newest, ports);
  const { status } = last.info;
  if (isPending(status)) throw last.journal === undefined ? new UnownedOperationError(name) : new GoError(IN_PROGRESS);
  if (status === "deployed") return { last, current: last };
  try {
    return { last, current: await storage.deployed(name) };
  } catch (error) {
    const isFine = error instanceof NoDeployedReleasesError && (status === "failed" || status === "superseded");
    if (!isFine) throw error;
    return { last, current: last };
  }
}

async function settled(newest: Release, ports: ActionPorts): Promise<Release> {
  const { last, recovery } = await settle(newest, "upgrade", ports);
  if (recovery.kind !== "finish-uninstall") return last;
  await finishUninstall(last, ports);
  throw new NoDeployedReleasesError(last.name);
}

export interface Upgrading {
  /** The newest revision, where it is another than the current one. */
  readonly last?: Release;
  readonly current: Release;
  readonly upgraded: Release;
}

/** Throws `GoError`, after the release was recorded as failed where it had been begun. */
export async function upgrade(releases: Upgrading, options: UpgradeOptions, ports: ActionPorts): Promise<void> {
  const { upgraded } = releases;
  const { name } = upgraded;
  ports.log.debug("performing update", { name });
  const { originals, targets } = await resourcesOf(releases, options, ports);
  if (options.dryRun) {
    ports.log.debug("dry run for release", { name });
    upgraded.info.description = options.description || "Dry run complete";
    return;
  }
  const { current, last = current } = releases;
  const base = { revision: current.version, status: current.info.status };
  begin(upgraded, { operation: "upgrade", base, owes: last.journal?.owes ?? [] }, ports);
  ports.log.debug("creating upgraded release", { name });
  await ports.storage.create(upgraded);
  await whileHeld(upgraded, ports, async (held) => {
    const created: Resource[] = [];
    try {
      await untilAborted(held.signal, perform(releases, { originals, targets, created, options }, held));
    } catch (error) {
      throw await fail(upgraded, error, { options, ports: uninterrupted(held, error), created: [...created] });
    }
    held.log.debug("updating status for upgraded release", { name });
    await held.storage.update(upgraded);
  });
}

interface Resources {
  readonly originals: Resource[];
  readonly targets: Resource[];
}

async function resourcesOf(
  { last, current, upgraded }: Upgrading,
  options: UpgradeOptions,
  ports: ActionPorts,
): Promise<Resources> {
  const unable = "unable to build kubernetes objects from";
  const { validate, takeOwnership } = options;
  await build(upgraded.manifest, ports, { validate });
  const originals = await within(`${unable} current release manifest`, () =>
    build(current.manifest, ports, { validate: false }),
  );
  const targets = await within(`${unable} new release manifest`, () => build(upgraded.manifest, ports, { validate }));
  for (const target of targets) target.object = owned(target.object, upgraded);
  const known = new Set(originals.map(exactKey));
  const added = targets.filter((target) => !known.has(exactKey(target)));
  const adopted = await within(`${ports.dialect === "helm4" ? "unable" : "Unable"} to continue with update`, () =>
    existing(added, ports, { owner: upgraded, takeOwnership }),
  );
  const left = await leftovers(last ?? current, { basis: current.version }, ports);
  return { originals: [...originals, ...adopted, ...left], targets };
}

interface Performing extends Resources {
  /** Filled on the way. */
  readonly created: Resource[];
  readonly options: UpgradeOptions;
}

async function perform({ current, upgraded }: Upgrading, work: Performing, ports: ActionPorts): Promise<void> {
  const { targets, options } = work;
  const { serverSide, wait, timeoutMs, disableHooks } = options;
  const hookStrategy = applyStrategy({ serverSide }, ports.dialect);
  const hooks = { ports, options: { wait, timeoutMs, strategy: hookStrategy } };
  if (disableHooks) ports.log.debug("upgrade hooks disabled", { name: upgraded.name });
  else await within("pre-upgrade hooks failed", () => runHooks(upgraded, "pre-upgrade", hooks));
  try {
    await write(work, strategyFor(current, options, ports), ports);
    await (await waiterOf(wait, ports)).ready(targets, { timeoutMs, jobs: options.waitForJobs });
  } catch (error) {
    await record(current, ports);
    throw error;
  }
  if (!disableHooks) await within("post-upgrade hooks failed", () => runHooks(upgraded, "post-upgrade", hooks));
  if (ports.signal.aborted) return;
  current.info.status = "superseded";
  await record(current, ports);
  setStatus(upgraded, "deployed", options.description || "Upgrade complete");
}

function strategyFor(current: Release, options: UpgradeOptions, { dialect }: ActionPorts): ApplyStrategy {
  const migrate = options.serverSide && current.applyMethod !== "ssa";
  return applyStrategy({ ...options, migrate }, dialect);
}

async function write(
  { originals, targets, created }: Performing,
  strategy: ApplyStrategy,
  ports: ActionPorts,
): Promise<void> {
  const changes = await updateAll({ originals, targets }, ports, strategy);
  created.push(...changes.created);
  if (changes.failure !== undefined) throw changes.failure;
}

interface Failing {
  readonly options: UpgradeOptions;
  readonly ports: ActionPorts;
  readonly created: readonly Resource[];
}

/** The error to end with. */
async function fail(release: Release, error: unknown, failing: Failing): Promise<GoError> {
  const { options, ports, created } = failing;
  const { name } = release;
  const message = messageOf(error);
  const description = `Upgrade ${JSON.stringify(name)} failed: ${message}`;
  if (ports.dialect === "helm4") ports.log.warn("upgrade failed", { name, error: message });
  else ports.log.debug(description, {}, `upgrade.go:487 warning: ${description}`);
  setStatus(release, "failed", description);
  await record(release, ports);
  if (options.cleanupOnFail && created.length > 0) {
    ports.log.debug("cleanup on fail set", { cleaning_resources: created.length });
    const failures = await deleteAll(created, ports);
    if (failures.length > 0) {
      const what = `an error occurred while cleaning up resources. original upgrade error: ${message}`;
      return new GoError(`${what}: unable to cleanup resources: ${failures.map(messageOf).join(", ")}`);
    }
    ports.log.debug("resource cleanup complete");
  }
  if (options.rollbackOnFailure) return await rollBack(release, error, failing);
  return error instanceof GoError ? error : new GoError(message, { cause: error });
}

async function rollBack({ name }: Release, error: unknown, { options, ports }: Failing): Promise<GoError> {
  const message = messageOf(error);
  ports.log.debug("Upgrade failed and rollback-on-failure is set, rolling back to previous successful release");
  ports.log.debug("getting history for release", { release: name });
  let history: Release[];
  try {
    history = await ports.storage.history(name);
  } catch (reading) {
    return failure(
      `an error occurred while finding last successful release. original upgrade error: ${message}`,
      reading,
    );
  }
  const good = history.filter(({ info }) => info.status === "superseded" || info.status === "deployed").at(-1);
  if (good === undefined) {
    const what = "unable to find a previously successful release when attempting to rollback. original upgrade error";
    return failure(what, error);
  }
  try {
    // Helm's rollback within an upgrade is told of no limit, and takes that for none.
    const unlimited = { ...ports, storage: ports.storage.unlimited() };
    await rollback(name, { ...options, version: good.version, cleanupOnFail: false, description: "" }, unlimited);
  } catch (rolling) {
    return failure(`an error occurred while rolling back the release. original upgrade error: ${message}`, rolling);
  }
  const cause = ports.dialect === "helm4" ? "rollback-on-failure" : "atomic";
  return failure(`release ${name} failed, and has been rolled back due to ${cause} being set`, error);
}
