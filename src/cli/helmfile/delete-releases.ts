/** `helm delete` of releases, with their hooks (pkg/state/state.go, `DeleteReleasesForSync`, `DeleteReleases`). */
import { GoError } from "../../go/index.ts";
import { deleteFlags, destroyFlags, type Event, type Release, triggerRelease } from "../../helmfile/index.ts";
import type { Affected, AffectedReleases } from "./affected-releases.ts";
import { atMost } from "./at-most.ts";
import { logged } from "./log-output.ts";
import { messageOf, releaseFailure, throwFirst } from "./release-errors.ts";
import type { Site } from "./site.ts";

export interface DeleteOptions {
  readonly concurrency: number;
  readonly cascade: string;
  readonly affected: AffectedReleases;
}

/** Releases that are not to be installed any more, one after the other. Throws the first error, after all were tried. */
export async function deleteUnwanted(site: Site, releases: readonly Release[], options: DeleteOptions): Promise<void> {
  const errors: GoError[] = [];
  for (const release of releases) {
    const error = await deleteOne(site, release, options);
    if (error !== undefined) errors.push(error);
  }
  throwFirst(errors);
}

async function deleteOne(site: Site, release: Release, options: DeleteOptions): Promise<GoError | undefined> {
  const { context, world, state, helm } = site;
  const fire = (name: Event["name"], error?: GoError) =>
    triggerRelease(world, state, { release, event: { name, error, command: "sync" } });
  const { cascade, affected } = options;
  let failure = failed(release, () => fire("presync"));
  if (failure === undefined) {
    const flags = deleteFlags(state, { release, helm: helm.version, cascade });
    failure = await deletion(site, { release, flags, command: "sync", affected });
  }
  const failureSoFar = failure;
  for (const action of [() => fire("postsync", failureSoFar), () => fire("cleanup")]) warnOf(context, action);
  return failure;
}

function failed(release: Release, action: () => void): GoError | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return releaseFailure(release, error);
  }
}

/** What goes wrong now changes nothing any more. */
export function warnOf({ log }: Site["context"], action: () => void): void {
  try {
    action();
  } catch (error) {
    log.warn(`warn: ${messageOf(error)}\n`);
  }
}

interface Deletion {
  readonly release: Release;
  readonly flags: readonly string[];
  /** As hooks see it. */
  readonly command: string;
  readonly affected: AffectedReleases;
}

async function deletion(site: Site, { affected, ...rest }: Deletion): Promise<GoError | undefined> {
  const entry: Affected = { release: rest.release, version: "", durationMs: 0 };
  const started = performance.now();
  try {
    await deleteWithHooks(site, rest);
    affected.deleted.push(entry);
    return undefined;
  } catch (error) {
    affected.addDeleteFailed(entry);
    return releaseFailure(rest.release, error);
  } finally {
    entry.durationMs = performance.now() - started;
  }
}

/** Throws `GoError`. */
export async function deleteWithHooks(
  { context, world, state, helm }: Site,
  { release, flags, command }: Omit<Deletion, "affected">,
): Promise<void> {
  const { name = "" } = release;
  triggerRelease(world, state, { release, event: { name: "preuninstall", command } });
  context.log.info(`Deleting ${name}`);
  await logged(context, helm.run(["delete", name, ...flags]));
  triggerRelease(world, state, { release, event: { name: "postuninstall", command } });
}

/** All releases of a group. Throws the first error, after all were tried. */
export async function destroyReleases(site: Site, releases: readonly Release[], options: DeleteOptions): Promise<void> {
  const { context, state, helm } = site;
  const { cascade, affected } = options;
  const errors: GoError[] = [];
  await atMost(options.concurrency, releases, async (release) => {
    const flags = destroyFlags(state, { release, helm: helm.version, cascade });
    const failure = await deletion(site, { release, flags, command: "delete", affected });
    context.log.debug(`release "${release.name ?? ""}" processed`);
    if (failure !== undefined) errors.push(releaseFailed(release, failure.cause));
  });
  throwFirst(errors);
}

/** As commands say it that do one thing with each release. */
export function releaseFailed({ name = "" }: Release, error: unknown): GoError {
  return new GoError(`release "${name}" failed: ${messageOf(error)}`, { cause: error });
}
