/** `lade recover [RELEASE]`: operations that were interrupted. */
import { recover, type ActionPorts, type RecoverOptions } from "../../helm/action/index.ts";
import { isPending, type Release } from "../../helm/storage/index.ts";
import type { RunContext } from "../context.ts";
import { interruptiblePorts } from "../helm/release/action-ports.ts";
import { failingAsCommand } from "../helm/release/failures.ts";
import { openCluster } from "../helm/release/open.ts";
import { clusterContext } from "./cluster-context.ts";

export async function run(context: RunContext): Promise<void> {
  const { args, flags, out } = context;
  const [name] = args;
  await failingAsCommand(async () => {
    const helm = await clusterContext(context);
    const ports = interruptiblePorts(helm, await openCluster(helm));
    const options: RecoverOptions = {
      dryRun: name === undefined || flags.bool("dry-run"),
      force: flags.bool("force"),
      timeoutMs: flags.durationMs("timeout"),
      disableHooks: flags.bool("no-hooks"),
      finish: flags.bool("finish"),
    };
    const releases = name === undefined ? await openReleases(ports) : [await ports.storage.last(name)];
    const texts = await Promise.all(releases.map((release) => recover(release, options, ports)));
    const found = texts.filter((text) => text !== undefined);
    out.write(found.length === 0 ? "no operation was interrupted\n" : found.map((text) => `${text}\n`).join(""));
  });
}

/** The newest revisions that say that an operation is under way. */
async function openReleases({ storage }: ActionPorts): Promise<Release[]> {
  const newest = new Map<string, Release>();
  for (const release of await storage.list()) {
    if (release.version > (newest.get(release.name)?.version ?? 0)) newest.set(release.name, release);
  }
  return [...newest.values()].filter(({ info }) => isPending(info.status) || info.status === "uninstalling");
}
