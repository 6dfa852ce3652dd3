/** `helm upgrade --install` of the releases of one group, with their hooks (pkg/state/state.go, `SyncReleases`). */
import { GoError } from "../../go/index.ts";
import {
  type Event,
  historyMax,
  reinstallFlags,
  type Release,
  trackModeOf,
  triggerRelease,
  upgradeFlags,
  type UpgradeOptions,
} from "../../helmfile/index.ts";
import { withoutPasswords } from "../secrets.ts";
import type { Affected, AffectedReleases } from "./affected-releases.ts";
import { atMost } from "./at-most.ts";
import { deleteWithHooks } from "./delete-releases.ts";
import { deployedVersion, isInstalled } from "./installed.ts";
import { chartOf } from "./local-chart.ts";
import { logged } from "./log-output.ts";
import { messageOf, releaseFailure, throwFirst } from "./release-errors.ts";
import type { Site } from "./site.ts";

export interface SyncOptions {
  readonly concurrency: number;
  readonly upgrade: UpgradeOptions;
  readonly trackFailOnError: boolean;
  readonly affected: AffectedReleases;
}

interface Job {
  readonly release: Release;
  readonly flags: readonly string[];
}

/** Throws the first error: where words cannot be made before anything is done, else after all were tried. */
export async function syncReleases(site: Site, releases: readonly Release[], options: SyncOptions): Promise<void> {
  const jobs: Job[] = [];
  const errors: GoError[] = [];
  for (const release of releases) {
    try {
      jobs.push({ release, flags: flagsOf(site, release, options) });
    } catch (error) {
      errors.push(releaseFailure(release, error));
    }
  }
  throwFirst(errors);
  await atMost(options.concurrency, jobs, async (job) => {
    const error = await syncOne(site, job, options);
    if (error !== undefined) errors.push(error);
  });
  throwFirst(errors);
}

function flagsOf({ world, state, helm }: Site, release: Release, { upgrade }: SyncOptions): string[] {
  const flags = upgradeFlags(world, state, { release, options: upgrade, helm: helm.version });
  return [...flags, "--history-max", String(historyMax(state, release))];
}

async function syncOne(site: Site, job: Job, options: SyncOptions): Promise<GoError | undefined> {
  const { world, state } = site;
  const { release } = job;
  const entry: Affected = { release, version: "", durationMs: 0 };
  const started = performance.now();
  const fire = (name: Event["name"], error?: GoError) =>
    triggerRelease(world, state, { release, event: { name, error, command: "sync" } });
  let failure: GoError | undefined;
  try {
    fire("presync");
    await upgraded(site, job, { ...options, entry });
  } catch (error) {
    failure = releaseFailure(release, error);
  }
  const failureSoFar = failure;
  for (const action of [() => fire("postsync", failureSoFar), () => fire("cleanup")])
    failure = withFailure(site, { release, failure, action });
  entry.durationMs = performance.now() - started;
  return failure;
}

/** The first failure counts; of those behind it the log tells. */
function withFailure(
  { context }: Site,
  { release, failure, action }: { release: Release; failure: GoError | undefined; action: () => void },
): GoError | undefined {
  try {
    action();
  } catch (error) {
    if (failure === undefined) return releaseFailure(release, error);
    context.log.warn(`warn: ${messageOf(error)}\n`);
  }
  return failure;
}

interface Entered extends SyncOptions {
  readonly entry: Affected;
}

async function upgraded(site: Site, job: Job, options: Entered): Promise<void> {
  const { affected, entry } = options;
  try {
    await upgradeRelease(site, job);
  } catch (error) {
    if (isForbidden(job.release, error)) return await reinstalled(site, job, options);
    affected.failed.push(entry);
    throw error;
  }
  affected.upgraded.push(entry);
  entry.version = await deployedVersion(site, job.release);
  try {
    track(site, job.release, options);
  } catch (error) {
    affected.failed.push(entry);
    throw error;
  }
}

async function upgradeRelease({ context, state, helm }: Site, { release, flags }: Job): Promise<void> {
  const { name = "", namespace = "" } = release;
  const chart = chartOf(state, release);
  context.log.info(`Upgrading release=${name}, chart=${withoutPasswords(chart)}, namespace=${namespace}`);
  await logged(context, helm.run(["upgrade", "--install", name, chart, ...flags]));
}

/** Some fields of some objects never change. */
function isForbidden({ updateStrategy }: Release, error: unknown): boolean {
  return (
    updateStrategy === "reinstallIfForbidden" &&
    error instanceof GoError &&
    error.message.includes("Forbidden: updates")
  );
}

async function reinstalled(site: Site, job: Job, options: Entered): Promise<void> {
  const { context, state } = site;
  const { affected, entry } = options;
  const { release } = job;
  context.log.info(
    `Failed to sync due to forbidden updates, attempting to reinstall "${release.name ?? ""}" allowed by update strategy`,
  );
  const wasThere = await isInstalled(site, release);
  try {
    const deletion = { release, flags: reinstallFlags(state, release), command: "sync" };
    if (wasThere) await deleteWithHooks(site, deletion);
    await upgradeRelease(site, job);
  } catch (error) {
    affected.failed.push(entry);
    throw error;
  }
  affected.reinstalled.push(entry);
  entry.version = await deployedVersion(site, release);
  track(site, release, options);
}

/** kubedog, which follows objects in place of Helm, is not there. Throws where that is to count. */
function track({ context, state }: Site, release: Release, { upgrade: options, trackFailOnError }: SyncOptions): void {
  if (trackModeOf(state, { release, options }) !== "kubedog") return;
  const fault = "kubedog is not part of this program; use track mode helm";
  context.log.warn(`kubedog tracking failed for release ${release.name ?? ""}: ${fault}`);
  if (release.trackFailOnError ?? trackFailOnError) throw new GoError(fault);
}
