/** Holds a release while an operation works on it: its record says who is at it, and shows from time to time that they live. */
import { messageOf } from "../../cluster/failure.ts";
import { LeaseLostError, type Journal, type Lease, type Release, type ReleaseLeases } from "../../storage/index.ts";
import type { ActionPorts } from "../ports.ts";

/** This process, as others can recognise it. */
export interface HolderPort {
  /** Another for each run. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** Where process ids mean the same; empty where that cannot be told. */
  readonly machine: string;
  readonly process: string;
  /** Whether the process that holds the lease lives; undefined where that cannot be told. */
  lives(lease: Lease): boolean | undefined;
}

/** Three signs of life may get lost. */
const LEASE_SECONDS = 30;
const HEARTBEAT_MS = 9_000;

/** To be called before the record is written that begins the operation. Drivers without leases do without, as Helm does. */
export function begin(release: Release, journal: Omit<Journal, "lease">, { holder, storage, now }: ActionPorts): void {
  if (holder === undefined || storage.leases === undefined) {
    release.journal = undefined;
    return;
  }
  const { id, name, machine, process } = holder;
  const lease = { id, holder: name, machine, process, since: now(), seconds: LEASE_SECONDS, beat: 0 };
  release.journal = { ...journal, lease };
}

/** Runs `action`, whose signal ends too when someone else has taken the release over. */
export async function whileHeld<T>(
  release: Release,
  ports: ActionPorts,
  action: (ports: ActionPorts) => Promise<T>,
): Promise<T> {
  const { leases } = ports.storage;
  if (release.journal === undefined || leases === undefined) return await action(ports);
  const over = new AbortController();
  const lost = new AbortController();
  const beating = beat(release, { leases, ports, over: over.signal, lost });
  try {
    return await action({ ...ports, signal: AbortSignal.any([ports.signal, lost.signal]) });
  } finally {
    over.abort();
    await beating;
  }
}

interface Beating {
  readonly leases: ReleaseLeases;
  readonly ports: ActionPorts;
  readonly over: AbortSignal;
  readonly lost: AbortController;
}

async function beat(release: Release, { leases, ports, over, lost }: Beating): Promise<void> {
  for (;;) {
    await ports.clock.sleep(HEARTBEAT_MS, over);
    if (over.aborted) return;
    try {
      await leases.renew(release);
    } catch (error) {
      if (error instanceof LeaseLostError) return lost.abort(error);
      ports.log.debug("failed to renew the lease", { name: release.name, error: messageOf(error) });
    }
  }
}

/** Whoever lost the release has nothing more to say about it. Throws `LeaseLostError`. */
export function checkHeld({ signal }: ActionPorts, error?: unknown): void {
  for (const one of [signal.reason as unknown, error]) if (one instanceof LeaseLostError) throw one;
}
