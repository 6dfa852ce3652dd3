/** Proposes releases and their revisions (pkg/cmd/list.go, history.go) and namespaces (root.go). Where nothing can be known, the shell proposes what it likes. */
import { listReleases, releaseHistory } from "../../helm/action/index.ts";
import type { ReleaseStatus } from "../../helm/storage/index.ts";
import { listAt, textAt } from "../../kube/index.ts";
import { Directive, proposal, type Proposal } from "../cobra/completion.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { failingAsCommand } from "./release/failures.ts";
import { reading } from "./release/open-storage.ts";
import { chartName } from "./release/release-rows.ts";

const STATES: readonly ReleaseStatus[] = [
  ...(["deployed", "uninstalled", "uninstalling", "superseded", "failed"] as const),
  ...(["pending-install", "pending-upgrade", "pending-rollback"] as const),
];

export function proposeReleases(context: CommandContext): Promise<Proposal> {
  return orElse(Directive.default, async () => {
    const states = new Set(STATES);
    const releases = await reading(context, ({ storage }) => listReleases(storage, { states }));
    return releases
      .filter(({ name }) => !context.args.includes(name))
      .map((release) => `${release.name}\t${chartName(release)} -> ${release.info.status}`);
  });
}

export function proposeRevisions(context: CommandContext, name: string): Promise<Proposal> {
  return orElse(Directive.error, async () => {
    const revisions = await reading(context, ({ storage }) => releaseHistory(storage, { name }));
    return revisions.map(
      (release) => `${release.version}\tApp: ${release.chart.metadata.appVersion}, Chart: ${chartName(release)}`,
    );
  });
}

/** Long enough to notice that something is wrong, short enough to wait for. */
const NAMESPACES_SECONDS = "3";

export function proposeNamespaces(context: CommandContext): Promise<Proposal> {
  return orElse(Directive.default, async () => {
    const { cluster } = await (await import("./release/open.ts")).connectTo(context);
    const query = { timeoutSeconds: NAMESPACES_SECONDS };
    const { body } = await cluster.request({ method: "GET", path: "/api/v1/namespaces", query });
    return listAt(body, "items").map((namespace) => textAt(namespace, "metadata", "name"));
  });
}

async function orElse(directive: number, words: () => Promise<string[]>): Promise<Proposal> {
  try {
    return proposal(await failingAsCommand(words));
  } catch (error) {
    if (error instanceof CommandError) return proposal([], directive);
    throw error;
  }
}
