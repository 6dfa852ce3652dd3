/** Proposes releases and their revisions (pkg/cmd/list.go, history.go). Only the memory driver knows any without a cluster. */
import { Directive, proposal, type Proposal } from "../cobra/completion.ts";
import type { CommandContext } from "../context.ts";
import { loadReleases, newest, revisionsOf, usesMemoryDriver } from "./memory-driver.ts";

export async function proposeReleases({ args, env, files, settings }: CommandContext): Promise<Proposal> {
  if (!usesMemoryDriver(env)) return proposal([], Directive.default);
  const releases = newest(await loadReleases(env, files), settings.namespace);
  return proposal(
    releases
      .filter(({ name }) => !args.includes(name))
      .map(({ name, chart, status }) => `${name}\t${chart.name}-${chart.version} -> ${status}`),
  );
}

export async function proposeRevisions(context: CommandContext, name: string): Promise<Proposal> {
  const { env, files, settings } = context;
  if (!usesMemoryDriver(env)) return proposal([], Directive.error);
  const found = revisionsOf(await loadReleases(env, files), { name, namespace: settings.namespace });
  if (found.length === 0) return proposal([], Directive.error);
  return proposal(
    found.map(({ version, chart }) => `${version}\tApp: ${chart.appVersion}, Chart: ${chart.name}-${chart.version}`),
  );
}
