/** Uninstalls a release (helm pkg/action/uninstall.go 4.3.1 and 3.22.0). */
import { GoError } from "../../go/index.ts";
import { build } from "../cluster/build.ts";
import { deleteAll, KEEP, KEEP_ANNOTATION } from "../cluster/change.ts";
import { findAll } from "../cluster/find-all.ts";
import { failure, messageOf } from "../cluster/failure.ts";
import { discardHooks, runHooks } from "./hooks.ts";
import { ownershipFault } from "../cluster/ownership.ts";
import { annotation, type Resource } from "../cluster/resource.ts";
import { waiterOf } from "../cluster/wait/wait.ts";
import { sortByKind, splitManifests, uninstallOrder, readHead, type Head } from "../manifest/index.ts";
import { NoDeployedReleasesError, ReleaseNotFoundError, type Release } from "../storage/index.ts";
import type { ActionPorts, RunOptions } from "./ports.ts";
import { begin, whileHeld } from "./recovery/lease.ts";
import { leftovers } from "./recovery/leftovers.ts";
import { IN_PROGRESS, interruptedText, settle } from "./recovery/settle.ts";
import { releaseNameFault } from "./release-name.ts";

export interface UninstallOptions extends RunOptions {
  readonly dryRun?: boolean;
  readonly ignoreNotFound?: boolean;
  readonly keepHistory?: boolean;
  readonly cascade?: "background" | "foreground" | "orphan";
  readonly description?: string;
}

/** What is to be said of objects that were left; empty where there are none. Throws `GoError`. */
export async function uninstall(name: string, options: UninstallOptions, ports: ActionPorts): Promise<string> {
  if (options.dryRun === true) return await preview(name, options, ports);
  if (releaseNameFault(name) !== undefined) throw new GoError(`uninstall: Release name is invalid: ${name}`);
  const history = await historyOf(name, options, ports);
  const newest = history?.at(-1);
  if (history === undefined || newest === undefined) return "";
  const { last: release, recovery } = await settle(newest, "uninstall", ports);
  if (recovery.kind === "refuse") throw new GoError(IN_PROGRESS);
  if (release.info.status === "uninstalled") {
    if (options.keepHistory === true) throw new GoError(`the release named ${JSON.stringify(name)} is already deleted`);
    await purge(history, ports);
    return "";
  }
  return await remove(release, { history, options }, ports);
}

/** Ends what an interrupted run began, as that was told to. Throws `GoError`. */
export async function finishUninstall(release: Release, ports: ActionPorts): Promise<void> {
  const { keepHistory = false, disableHooks = false } = release.journal ?? {};
  const options = { wait: "hookOnly", timeoutMs: FINISH_TIMEOUT_MS, disableHooks, keepHistory } as const;
  ports.log.warn(`${interruptedText(release)}; it is finished now`);
  await remove(release, { history: await ports.storage.history(release.name), options }, ports);
}

/** Helm's own default. */
const FINISH_TIMEOUT_MS = 300_000;

/** Undefined where nothing is found, and that is fine. */
async function historyOf(
  name: string,
  { ignoreNotFound }: UninstallOptions,
  { storage }: ActionPorts,
): Promise<Release[] | undefined> {
  try {
    const history = await storage.history(name);
    if (history.length === 0) throw new GoError("no release provided");
    return history;
  } catch (error) {
    if (error instanceof GoError) throw error;
    if (ignoreNotFound === true) return undefined;
    throw failure(`uninstall: Release not loaded: ${name}`, error);
  }
}

async function purge(history: readonly Release[], { storage }: ActionPorts): Promise<void> {
  try {
    for (const { name, version } of history) await storage.forget(name, version);
  } catch (error) {
    throw failure("uninstall: Failed to purge the release", error);
  }
}

interface Removal {
  readonly history: readonly Release[];
  readonly options: UninstallOptions;
}

async function remove(release: Release, removal: Removal, ports: ActionPorts): Promise<string> {
  const { keepHistory, disableHooks } = removal.options;
  // What the hooks of an interrupted removal left would be in the way of the next.
  if (release.info.status === "uninstalling" && release.journal !== undefined) await discardHooks(release, ports);
  const owes = release.journal?.owes ?? [];
  const found = await leftovers(release, { basis: release.version }, ports);
  const left = found.filter(({ object }) => annotation(object, KEEP_ANNOTATION) !== KEEP);
  const journal = { operation: "uninstall", base: release.journal?.base, owes, keepHistory, disableHooks } as const;
  begin(release, journal, ports);
  return await whileHeld(release, ports, (held) => removeHeld(release, { ...removal, leftovers: left }, held));
}

interface HeldRemoval extends Removal {
  readonly leftovers: readonly Resource[];
}

async function removeHeld(release: Release, removal: HeldRemoval, ports: ActionPorts): Promise<string> {
  const { history, options, leftovers: owed } = removal;
  const { info } = release;
  ports.log.debug("uninstall: deleting release", { name: release.name });
  Object.assign(info, {
    status: "uninstalling",
    deleted: ports.now(),
    description: "Deletion in progress (or silently failed)",
  });
  const hooks = { ports, options: { ...options, strategy: hookStrategy(ports) } };
  if (options.disableHooks) ports.log.debug("delete hooks disabled", { release: release.name });
  else await runHooks(release, "pre-delete", hooks);
  await store(release, ports);
  const { resources, left, failures: refused } = await deleteObjects(release, options, ports);
  if (owed.length > 0) refused.push(...(await deleteAll(owed, ports)));
  if (refused.length > 0) {
    ports.log.debug("uninstall: Failed to delete release", { error: refused.map(messageOf).join("; ") });
    throw new GoError(`failed to delete release: ${release.name}`);
  }
  const failures: unknown[] = [];
  const attempt = (action: Promise<void>) => action.catch((error: unknown) => void failures.push(error));
  if (ports.dialect === "helm4" || options.wait !== "hookOnly") {
    await attempt((await waiterOf(options.wait, ports)).gone(resources, options.timeoutMs));
  }
  if (!options.disableHooks) await attempt(runHooks(release, "post-delete", hooks));
  Object.assign(info, { status: "uninstalled", description: options.description || "Uninstallation complete" });
  if (options.keepHistory === true) await keepRecords(release, ports);
  else {
    ports.log.debug("purge requested", { release: release.name });
    await attempt(purge(history, ports));
  }
  if (failures.length === 0) return left;
  const texts = failures.map(messageOf).join("; ");
  throw new GoError(`uninstallation completed with ${failures.length} error(s): ${texts}`, { cause: failures[0] });
}

function hookStrategy({ dialect }: ActionPorts) {
  return dialect === "helm4"
    ? ({ kind: "server", forceConflicts: false, migrate: false } as const)
    : ({ kind: "client", threeWayForCustom: false } as const);
}

/** Whatever becomes of it, the removal goes on. */
async function store(release: Release, ports: ActionPorts): Promise<void> {
  await ports.storage.update(release).catch((error: unknown) => {
    ports.log.debug("uninstall: Failed to store updated release", { error: messageOf(error) });
  });
}

async function keepRecords(release: Release, ports: ActionPorts): Promise<void> {
  const { storage } = ports;
  await store(release, ports);
  let deployed: Release[] = [];
  try {
    deployed = await storage.deployedAll(release.name);
  } catch (error) {
    if (!(error instanceof NoDeployedReleasesError)) throw error;
  }
  for (const one of deployed) {
    if (ports.dialect === "helm4") ports.log.debug("superseding previous deployment", { version: one.version });
    one.info.status = "superseded";
    await store(one, ports);
  }
}

interface Deletion {
  readonly resources: readonly Resource[];
  /** What was not deleted and why, as it is printed. */
  readonly left: string;
  readonly failures: unknown[];
}

const PROPAGATION = { background: "Background", foreground: "Foreground", orphan: "Orphan" } as const;

async function deleteObjects(release: Release, options: UninstallOptions, ports: ActionPorts): Promise<Deletion> {
  let chosen: Chosen;
  try {
    chosen = await choose(release, ports);
  } catch (error) {
    return { resources: [], left: "", failures: [error] };
  }
  const { all, kept, foreign, unverifiable } = chosen;
  const resources = chosen.owned;
  for (const { mapping, name, namespace } of foreign) {
    const attributes = { kind: mapping.kind, name, namespace, release: release.name };
    ports.log.warn("skipping delete of resource not owned by this release", attributes);
  }
  for (const { resource, error } of unverifiable) {
    const { mapping, name, namespace } = resource;
    const attributes = { kind: mapping.kind, name, namespace, release: release.name, error: messageOf(error) };
    ports.log.warn("skipping delete of resource because ownership could not be verified", attributes);
  }
  const left = leftText(kept, foreign, unverifiable);
  if (all.length === 0 || resources.length === 0) return { resources, left, failures: [] };
  for (const { mapping, name, namespace } of resources) {
    const attributes = { kind: mapping.kind, name, namespace, release: release.name };
    ports.log.debug("deleting resource owned by this release", attributes);
  }
  const failures = await deleteAll(resources, ports, PROPAGATION[options.cascade ?? "background"]);
  return { resources, left, failures };
}

interface Unverifiable {
  readonly resource: Resource;
  readonly error: unknown;
}

interface Chosen {
  readonly all: readonly Resource[];
  readonly kept: readonly Head[];
  readonly owned: readonly Resource[];
  readonly foreign: readonly Resource[];
  readonly unverifiable: readonly Unverifiable[];
}

/** What is to be deleted, what its manifest keeps, and, for Helm 4, what is not the release's own. Throws `GoError`. */
async function choose(release: Release, ports: ActionPorts): Promise<Chosen> {
  const { kept, text } = documentsOf(release, ports);
  const all = await build(text, ports, { validate: false });
  if (ports.dialect === "helm3") return { all, kept, owned: all, foreign: [], unverifiable: [] };
  const owned: Resource[] = [];
  const foreign: Resource[] = [];
  const unverifiable: Unverifiable[] = [];
  const found = await findAll(all, ports);
  for (const [i, resource] of all.entries()) {
    const outcome = found[i];
    if (outcome?.status === "rejected") unverifiable.push({ resource, error: outcome.reason });
    else if (outcome?.value === undefined) continue;
    else (ownershipFault(outcome.value, release) === undefined ? owned : foreign).push(resource);
  }
  return { all, kept, owned, foreign, unverifiable };
}

function documentsOf(release: Release, { dialect }: ActionPorts): { kept: Head[]; text: string } {
  const documents = splitManifests(release.manifest, dialect).map((content) => ({
    content,
    head: readHead(content, dialect),
  }));
  const sorted = sortByKind(documents, { kind: ({ head }) => head.kind, order: uninstallOrder(dialect) });
  const policy = (head: Head) => head.metadata?.annotations?.get(KEEP_ANNOTATION);
  return {
    kept: sorted.map(({ head }) => head).filter((head) => policy(head)?.trim().toLowerCase() === KEEP),
    // A policy that is not known neither keeps nor deletes.
    text: sorted
      .filter(({ head }) => policy(head) === undefined)
      .map(({ content }) => `\n---\n${content}`)
      .join(""),
  };
}

function leftText(kept: readonly Head[], foreign: readonly Resource[], unverifiable: readonly Unverifiable[]): string {
  const parts: string[] = [];
  const line = (kind: string, name: string) => `[${kind}] ${name}\n`;
  if (kept.length > 0) {
    const lines = kept.map((head) => line(head.kind, head.metadata?.name ?? ""));
    parts.push(`These resources were kept due to the resource policy:\n${lines.join("")}`);
  }
  if (foreign.length > 0) {
    const lines = foreign.map(({ mapping, name }) => line(mapping.kind, name));
    parts.push(
      `${foreign.length} resource(s) were not deleted because they are not owned by this release:\n${lines.join("")}`,
    );
  }
  if (unverifiable.length > 0) {
    const lines = unverifiable.map(({ resource, error }) =>
      line(resource.mapping.kind, `${resource.name}: ${messageOf(error)}`),
    );
    parts.push(
      `${unverifiable.length} resource(s) were not deleted because their ownership could not be verified:\n${lines.join("")}`,
    );
  }
  return parts.join("\n");
}

async function preview(name: string, options: UninstallOptions, ports: ActionPorts): Promise<string> {
  if (releaseNameFault(name) !== undefined) throw new GoError(`releaseContent: Release name is invalid: ${name}`);
  let release: Release;
  try {
    release = await ports.storage.last(name);
  } catch (error) {
    const isFine = options.ignoreNotFound === true && ports.dialect === "helm4";
    if (isFine && error instanceof ReleaseNotFoundError) return "";
    throw error;
  }
  if (ports.dialect === "helm3") return "";
  const { kept, owned, foreign, unverifiable } = await choose(release, ports).catch(() => NOTHING);
  const where = { release: name };
  if (foreign.length > 0) {
    const what = "dry-run: resources would be skipped because they are not owned by this release";
    ports.log.warn(what, { ...where, count: foreign.length });
  }
  for (const { mapping, name: object, namespace } of foreign) {
    ports.log.warn("dry-run: would skip resource", { kind: mapping.kind, name: object, namespace });
  }
  if (unverifiable.length > 0) {
    const what = "dry-run: resources would be skipped because their ownership could not be verified";
    ports.log.warn(what, { ...where, count: unverifiable.length });
  }
  for (const { resource, error } of unverifiable) {
    const { mapping, name: object, namespace } = resource;
    const attributes = { kind: mapping.kind, name: object, namespace, error: messageOf(error) };
    ports.log.warn("dry-run: would skip resource (ownership could not be verified)", attributes);
  }
  if (owned.length > 0) ports.log.debug("dry-run: resources would be deleted", { ...where, count: owned.length });
  for (const { mapping, name: object, namespace } of owned) {
    ports.log.debug("dry-run: would delete resource", { kind: mapping.kind, name: object, namespace });
  }
  return leftText(kept, [], []);
}

const NOTHING: Chosen = { all: [], kept: [], owned: [], foreign: [], unverifiable: [] };
