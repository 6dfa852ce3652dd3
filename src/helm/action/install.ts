/** Installs a rendered release (helm pkg/action/install.go 4.3.1 and 3.22.0). */
import { GoError, fromBytes } from "../../go/index.ts";
import type { Crd } from "../chart/chart.ts";
import { build } from "../cluster/build.ts";
import { createAll, updateAll } from "../cluster/change.ts";
import { failure, isRefusal, messageOf, within } from "../cluster/failure.ts";
import { runHooks } from "./hooks.ts";
import { existing, owned } from "../cluster/ownership.ts";
import type { Resource } from "../cluster/resource.ts";
import { waiterOf } from "../cluster/wait/wait.ts";
import type { Release } from "../storage/index.ts";
import { untilListed } from "./served-kinds.ts";
import { uninterrupted, untilAborted } from "./interrupt.ts";
import { setStatus, type ActionPorts, type ApplyOptions } from "./ports.ts";
import { applyStrategy } from "./strategy.ts";
import { begin, checkHeld, whileHeld } from "./recovery/lease.ts";
import { leftovers } from "./recovery/leftovers.ts";
import { IN_PROGRESS, settle } from "./recovery/settle.ts";
import { finishUninstall, uninstall } from "./uninstall.ts";

export interface InstallOptions extends ApplyOptions {
  /** Asks the server about everything, and changes nothing. */
  readonly dryRun: boolean;
  /** What is there already may belong to anyone: `template --is-upgrade`. */
  readonly isUpgrade?: boolean;
  readonly serverSide: boolean;
  readonly validate: boolean;
  readonly takeOwnership: boolean;
  readonly createNamespace: boolean;
  /** A name that was used before may be used again. */
  readonly replace: boolean;
  readonly rollbackOnFailure: boolean;
  readonly description: string;
}

/**
 * Whether the installation takes the place of an earlier one of its name, which it does unasked where that was interrupted. Throws
 * `GoError` where the name is taken.
 */
export async function checkNameIsFree(
  name: string,
  { replace }: { replace: boolean },
  ports: ActionPorts,
): Promise<boolean> {
  const { storage, dialect } = ports;
  const newest = await storage.newest(name).catch(() => undefined);
  if (newest === undefined) return replace;
  const { last, recovery } = await settle(newest, "install", ports);
  if (recovery.kind === "finish-uninstall") {
    await finishUninstall(last, ports);
    return await checkNameIsFree(name, { replace }, ports);
  }
  if (isInterruptedInstall(last)) return true;
  const { status } = last.info;
  if (replace && (status === "uninstalled" || status === "failed")) return true;
  throw new GoError(`cannot ${dialect === "helm4" ? "reuse" : "re-use"} a name that is still in use`);
}

/** For `upgrade --install`: whether nothing is left to upgrade, because what was interrupted made or removed the release. Throws `GoError`. */
export async function installsAnew(newest: Release, ports: ActionPorts): Promise<boolean> {
  const { last, recovery } = await settle(newest, "install", ports);
  if (recovery.kind === "refuse") throw new GoError(IN_PROGRESS);
  if (recovery.kind !== "finish-uninstall") return isInterruptedInstall(last);
  await finishUninstall(last, ports);
  return true;
}

/** It failed by nothing but an interrupt, and nothing was deployed before. */
export function isInterruptedInstall({ info, journal, version }: Release): boolean {
  return info.status === "failed" && journal?.operation === "install" && journal.owes.includes(version);
}

const CRD_TIMEOUT_MS = 60_000;

/** Files of `crds/`, one by one. Those that are there already stay as they are. Throws `GoError`. */
export async function installCrds(
  crds: readonly Crd[],
  { serverSide, forceConflicts, wait }: InstallOptions,
  ports: ActionPorts,
): Promise<void> {
  const made: Resource[] = [];
  for (const { name, file } of crds) {
    const what = `failed to install CRD ${name}`;
    const resources = await within(what, () => build(fromBytes(file.data), ports, { validate: false }));
    if (resources.length === 0 && ports.dialect === "helm4") throw new GoError(`${what}: resources are empty`);
    try {
      await createAll(resources, ports, applyStrategy({ serverSide, forceConflicts }, ports.dialect));
      made.push(...resources);
    } catch (error) {
      if (!isRefusal(error, "AlreadyExists")) throw failure(what, error);
      ports.log.debug("CRD is already present. Skipping", { crd: name });
    }
  }
  if (made.length === 0) return;
  const strategy = ports.dialect === "helm3" ? "legacy" : wait === "hookOnly" ? "watcher" : wait;
  await (await waiterOf(strategy, ports)).ready(made, { timeoutMs: CRD_TIMEOUT_MS, jobs: false });
  ports.log.debug("clearing REST mapper cache");
  await untilListed(made, ports);
}

/** Throws `GoError`, after the release was recorded as failed where it had been begun. */
export async function install(release: Release, options: InstallOptions, ports: ActionPorts): Promise<void> {
  const resources = await within("unable to build kubernetes objects from release manifest", () =>
    build(release.manifest, ports, { validate: options.validate }),
  );
  for (const resource of resources) resource.object = owned(resource.object, release);
  const { takeOwnership, isUpgrade = false } = options;
  const adopted = await within(`${ports.dialect === "helm4" ? "unable" : "Unable"} to continue with install`, () =>
    isUpgrade ? Promise.resolve([]) : existing(resources, ports, { owner: release, takeOwnership }),
  );
  if (options.dryRun) {
    release.info.description = "Dry run complete";
    return;
  }
  if (options.createNamespace) await createNamespace(release.namespace, options, ports);
  const last = options.replace ? await supersede(release, ports) : undefined;
  const left = await leftovers(last, { basis: 0 }, ports);
  begin(release, { operation: "install", owes: last?.journal?.owes ?? [] }, ports);
  await ports.storage.create(release);
  await whileHeld(release, ports, async (held) => {
    try {
      await untilAborted(held.signal, perform(release, { resources, adopted: [...adopted, ...left], options }, held));
    } catch (error) {
      throw await fail(release, error, { options, ports: uninterrupted(held, error) });
    }
  });
}

async function createNamespace(name: string, { serverSide }: InstallOptions, ports: ActionPorts): Promise<void> {
  const namespace = {
    ...{ apiVersion: "v1", kind: "Namespace" },
    ...{ metadata: { name, labels: { name } }, spec: {}, status: {} },
  };
  const manifest = JSON.stringify(namespace);
  const resources = await build(manifest, ports, { validate: true });
  try {
    await createAll(resources, ports, applyStrategy({ serverSide }, ports.dialect));
  } catch (error) {
    if (!isRefusal(error, "AlreadyExists")) throw error;
  }
}

/** The release goes on counting where the former one of its name ended. */
async function supersede(release: Release, ports: ActionPorts): Promise<Release | undefined> {
  const last = await ports.storage.newest(release.name).catch(() => undefined);
  if (last === undefined) return undefined;
  release.version = last.version + 1;
  if (last.info.status === "failed") return last;
  setStatus(last, "superseded", "superseded by new release");
  await ports.storage.update(last);
  return last;
}

interface Installation {
  readonly resources: readonly Resource[];
  /** Those of them that exist already, and what is left of an interrupted installation. */
  readonly adopted: readonly Resource[];
  readonly options: InstallOptions;
}

async function perform(release: Release, installation: Installation, ports: ActionPorts): Promise<void> {
  const { resources, options } = installation;
  const { serverSide, wait, timeoutMs, disableHooks } = options;
  const hookStrategy = applyStrategy({ serverSide }, ports.dialect);
  const hooks = { ports, options: { wait, timeoutMs, strategy: hookStrategy } };
  if (!disableHooks) await within("failed pre-install", () => runHooks(release, "pre-install", hooks));
  await write(installation, ports);
  await (await waiterOf(wait, ports)).ready(resources, { timeoutMs, jobs: options.waitForJobs });
  if (!disableHooks) await within("failed post-install", () => runHooks(release, "post-install", hooks));
  if (ports.signal.aborted) return;
  setStatus(release, "deployed", options.description || "Install complete");
  try {
    await ports.storage.update(release);
  } catch (error) {
    checkHeld(ports, error);
    ports.log.error("failed to record the release", { error: messageOf(error) });
  }
}

async function write({ resources, adopted, options }: Installation, ports: ActionPorts): Promise<void> {
  if (resources.length === 0) return;
  const { serverSide, takeOwnership } = options;
  if (adopted.length === 0) {
    return await createAll(resources, ports, applyStrategy({ serverSide }, ports.dialect));
  }
  const more = { migrate: true, threeWayForCustom: takeOwnership && !serverSide };
  const strategy = applyStrategy({ ...options, ...more }, ports.dialect);
  const changes = await updateAll({ originals: adopted, targets: resources }, ports, strategy);
  if (changes.failure !== undefined) throw changes.failure;
}

interface Failing {
  readonly options: InstallOptions;
  readonly ports: ActionPorts;
}

/** The error to end with. */
async function fail(release: Release, error: unknown, { options, ports }: Failing): Promise<GoError> {
  setStatus(release, "failed", `Release ${JSON.stringify(release.name)} failed: ${messageOf(error)}`);
  if (!options.rollbackOnFailure) {
    await ports.storage.update(release).catch(() => undefined);
    return error instanceof GoError ? error : new GoError(messageOf(error), { cause: error });
  }
  const { wait, timeoutMs, disableHooks } = options;
  const { dialect } = ports;
  const { name } = release;
  ports.log.debug("install failed and rollback-on-failure is set, uninstalling release", { release: name });
  try {
    const undo = { wait: dialect === "helm4" ? wait : "hookOnly", timeoutMs, disableHooks } as const;
    await uninstall(release.name, undo, ports);
  } catch (undoing) {
    const what = `an error occurred while uninstalling the release. original install error: ${messageOf(error)}`;
    return failure(what, undoing);
  }
  const cause = dialect === "helm4" ? "rollback-on-failure" : "atomic";
  return failure(`release ${release.name} failed, and has been uninstalled due to ${cause} being set`, error);
}
