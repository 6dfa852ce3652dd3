/** Makes the repositories of a state file known to Helm, each once in a run (pkg/state/state.go, `SyncRepos`; pkg/app/context.go). */
import { GoError } from "../../go/index.ts";
import { addWords, checkManaged, loginWords, type Repository } from "../../helmfile/index.ts";
import { ExitError } from "./exit-error.ts";
import type { HelmOptions } from "./helm.ts";
import { logged } from "./log-output.ts";
import type { Site } from "./site.ts";

/** `ociOnly`: indexes are not fetched, but a registry asks who we are whenever a chart is pulled. Throws `GoError`. */
export async function syncRepositories(site: Site, { ociOnly = false }: { ociOnly?: boolean } = {}): Promise<void> {
  const { context, state } = site;
  const added: string[] = [];
  for (const repository of state.spec.repositories ?? []) {
    const { name = "", oci = false } = repository;
    if (context.repositories.has(name) || (ociOnly && !oci)) continue;
    await (oci ? logIn(site, repository) : add(site, repository));
    added.push(name);
  }
  for (const name of added) context.repositories.add(name);
}

async function logIn(site: Site, repository: Repository): Promise<void> {
  const login = loginWords(site.world, repository, site.helm.version);
  if (login === undefined) return;
  site.context.log.info("Logging in to registry");
  const options = { input: login.input ?? "", env: new Map([["HELM_EXPERIMENTAL_OCI", "1"]]) };
  await retried(site, login.words.slice(0, 3).join(" "), () => site.helm.run(login.words, options));
}

async function add(site: Site, repository: Repository): Promise<void> {
  const { context, world, helm } = site;
  const { name = "", url = "", managed = "" } = repository;
  if (name === "" && url !== "") {
    context.log.info("empty field name\n");
    throw new GoError("empty field name");
  }
  checkManaged(repository, context.log);
  if (managed === "acr") {
    context.log.info(`Adding repo ${name} (acr)`);
    const args = ["acr", "helm", "repo", "add", "--name", name];
    const command = { program: "az", args, env: new Map<string, string>(), folder: ".", input: "" };
    // oxlint-disable-next-line require-await -- as the other one
    return await retried(site, `add ${name} (acr)`, async () => world.run(command));
  }
  context.log.info(`Adding repo ${name} ${url}`);
  const { words, input } = addWords(world, repository, {
    helm: helm.version,
    forces: !context.settings.disableForceUpdate,
  });
  const options: HelmOptions = { extra: [], ...(input === undefined ? {} : { input }) };
  await retried(site, `add ${name}`, () => helm.run(words, options));
}

/** Fetches all indexes. Throws `GoError`. */
export async function updateRepositories(site: Site): Promise<void> {
  site.context.log.info("Updating repo");
  await retried(site, "update", () => site.helm.run(["repo", "update"], { extra: [] }));
}

const SECOND_MS = 1000;
const WAIT_SECONDS_MAX = 30;

/** `--repo-retries`: again, and each time after twice the wait. */
async function retried({ context }: Site, name: string, action: () => Promise<string>): Promise<void> {
  const { log, settings, signal } = context;
  for (let attempt = 1; ; attempt++) {
    try {
      await logged(context, action());
      return;
    } catch (error) {
      if (!(error instanceof GoError) || attempt > settings.repoRetries || context.isInterrupted()) throw error;
      const seconds = Math.min(2 ** (attempt - 1), WAIT_SECONDS_MAX);
      const reason = error instanceof ExitError ? `exit status ${error.exitCode}` : error.message;
      log.warn(`repo operation "${name}" failed (${reason}); retry ${attempt}/${settings.repoRetries} in ${seconds}s`);
      await interruptibleWait(seconds * SECOND_MS, signal);
    }
  }
}

async function interruptibleWait(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
