/** Deals with an operation on a release that was begun and has not ended, before another begins. */
import { GoError } from "../../../go/index.ts";
import { CANCELED } from "../../cluster/failure.ts";
import {
  isPending,
  NoDeployedReleasesError,
  type Lease,
  type Release,
  type ReleaseStatus,
  type Sighting,
} from "../../storage/index.ts";
import { discardHooks } from "../hooks.ts";
import { setStatus, type ActionPorts } from "../ports.ts";
import { decide, type Asking, type Recovery, type Situation } from "./decide.ts";

export interface Settled {
  /** The newest revision, as it is now. */
  readonly last: Release;
  /** What was done, or is left to the caller: `finish-uninstall`, `undo-install`, `roll-back`. */
  readonly recovery: Recovery;
}

/** Helm's text for it. */
export const IN_PROGRESS = "another operation (install/upgrade/rollback) is in progress";

/** An operation is under way that nobody may end but those who know that nobody is at it: its record is Helm's own. */
export class UnownedOperationError extends GoError {
  override name = "UnownedOperationError";

  constructor(readonly release: string) {
    super(IN_PROGRESS);
  }
}

const WATCH_MS = 1_000;

/** Asks nothing of the cluster where no operation is under way, or it is one of Helm's. Throws `LeaseLostError` where another is quicker. */
export async function settle(
  last: Release,
  asking: Asking,
  ports: ActionPorts,
  { isDead = false }: { readonly isDead?: boolean } = {},
): Promise<Settled> {
  const { recovery, sighting } = await assess(last, { asking, isDead }, ports);
  switch (recovery.kind) {
    case "none":
      if (sighting === undefined || isOpen(sighting.status)) return { last, recovery };
      // It ended while one looked.
      return { last: await ports.storage.last(last.name), recovery };
    case "refuse":
      ports.log.warn(holderText(last));
      return { last, recovery };
    case "complete":
      return { last: await complete(last, sighting, ports), recovery };
    case "fail":
    case "undo-install":
    case "roll-back":
      // Whoever is to undo it goes on from a failure.
      return { last: await fail(last, sighting, ports), recovery };
    default:
      return { last, recovery };
  }
}

function isOpen(status: ReleaseStatus): boolean {
  return isPending(status) || status === "uninstalling";
}

interface Assessed {
  readonly recovery: Recovery;
  /** Undefined where nobody looked. */
  readonly sighting?: Sighting;
}

interface Assessing {
  readonly asking: Asking;
  /** The holder is taken for dead, whatever it does. */
  readonly isDead: boolean;
}

/** Decides without doing anything. Asks nothing of the cluster where no operation is under way, or it is one of Helm's. */
export async function assess(last: Release, assessing: Assessing, ports: ActionPorts): Promise<Assessed> {
  const lease = last.journal?.lease;
  // An operation that undoes itself is its own holder.
  const isOwn = lease !== undefined && lease.id === ports.holder?.id;
  if (isOwn || !isOpen(last.info.status)) return { recovery: { kind: "none" } };
  if (lease === undefined && assessing.asking !== "recover") return { recovery: { kind: "leave" } };
  return await watch(last, assessing, ports);
}

const NO_LEASES: Sighting = { status: "unknown", journal: undefined, version: "", ageMs: undefined };

/** Looks until it is sure: as long as a lease lasts, at most. */
async function watch(last: Release, { asking, isDead }: Assessing, ports: ActionPorts): Promise<Assessed> {
  const { clock, storage, signal } = ports;
  const look = async (): Promise<Sighting> =>
    (await storage.leases?.sight(last)) ?? { ...NO_LEASES, status: last.info.status };
  const first = await look();
  const beganMs = clock.nowMs();
  let sighting = first;
  for (;;) {
    const { status, journal, version } = sighting;
    const wrote = version !== first.version;
    const holder = isDead ? "gone" : holderOf(journal?.lease, { wrote }, ports);
    // The server's clock for what was before; for what is now, this machine's counts how long nothing changes.
    const quietMs = (first.ageMs ?? 0) + clock.nowMs() - beganMs;
    const seen = { asking, status, journal, holder, quietMs };
    const recovery = decide({ ...seen, deployed: undefined });
    if (recovery.kind === "none" || recovery.kind === "refuse") return { recovery, sighting };
    // What else there is counts from the moment that nobody changes it any more.
    if (recovery.kind !== "watch") {
      return { recovery: decide({ ...seen, deployed: await deployedOf(last, ports) }), sighting };
    }
    if (signal.aborted) throw new GoError(CANCELED);
    await clock.sleep(Math.min(recovery.ms, WATCH_MS), signal);
    sighting = await look();
  }
}

/** A process of this machine lives or not; of any other, what it writes is all that is seen. */
function holderOf(
  lease: Lease | undefined,
  { wrote }: { readonly wrote: boolean },
  { holder }: ActionPorts,
): Situation["holder"] {
  const lives = lease === undefined ? undefined : holder?.lives(lease);
  if (lives === false) return "gone";
  if (wrote) return "alive";
  return lives === true ? "running" : "unknown";
}

async function deployedOf({ name }: Release, { storage }: ActionPorts): Promise<number | undefined> {
  try {
    return (await storage.deployed(name)).version;
  } catch (error) {
    if (error instanceof NoDeployedReleasesError) return undefined;
    throw error;
  }
}

async function complete(found: Release, sighting: Sighting | undefined, ports: ActionPorts): Promise<Release> {
  const last = await ports.storage.get(found.name, found.version);
  const { journal } = last;
  const isUpgrade = last.info.status === "pending-upgrade";
  setStatus(last, "deployed", isUpgrade ? "Upgrade complete" : last.info.description);
  await write(last, sighting, ports);
  ports.log.warn(`${interruptedText({ ...last, journal })} when all was done; it is recorded as deployed`);
  return last;
}

async function fail(found: Release, sighting: Sighting | undefined, ports: ActionPorts): Promise<Release> {
  // Its hooks may have gone on since it was found.
  const last = await ports.storage.get(found.name, found.version);
  await discardHooks(last, ports);
  const { journal, name, version } = last;
  const what = { install: "Release", upgrade: "Upgrade", rollback: "Rollback", uninstall: "Release" };
  const text = `${what[operationOf(last)]} ${JSON.stringify(name)} failed: interrupted`;
  setStatus(last, "failed", journal?.lease === undefined ? text : `${text} (${journal.lease.holder})`);
  if (journal !== undefined) last.journal = { ...journal, owes: [...journal.owes, version], lease: undefined };
  await write(last, sighting, ports);
  ports.log.warn(`${interruptedText({ ...last, journal })}; it is recorded as failed`);
  return last;
}

/** Over nothing but what was seen. */
async function write(last: Release, sighting: Sighting | undefined, { storage }: ActionPorts): Promise<void> {
  if (sighting === undefined || sighting.version === "") await storage.update(last);
  else await storage.leases?.takeOver(last, sighting);
}

/** Of records without a journal, their status tells. */
export function operationOf({ info, journal }: Release): "install" | "upgrade" | "rollback" | "uninstall" {
  if (journal !== undefined) return journal.operation;
  switch (info.status) {
    case "pending-upgrade":
      return "upgrade";
    case "pending-rollback":
      return "rollback";
    case "uninstalling":
      return "uninstall";
    default:
      return "install";
  }
}

/** `the upgrade of web to revision 3, by jane@laptop (pid 4711) since 2026-01-02T03:04:05Z, was interrupted`. */
export function interruptedText(release: Release): string {
  return `${operationText(release)} was interrupted`;
}

export function holderText(release: Release): string {
  return `${operationText(release)} is still running`;
}

function operationText(release: Release): string {
  const { name, version, journal, info } = release;
  const by =
    journal?.lease === undefined
      ? `begun ${info.lastDeployed}`
      : `by ${journal.lease.holder} since ${journal.lease.since}`;
  return `the ${operationOf(release)} of ${name} (revision ${version}), ${by},`;
}
