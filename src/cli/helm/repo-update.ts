/** `helm repo update` (Helm 4.3.1 pkg/cmd/repo_update.go; Helm 3.22.0 cmd/helm/repo_update.go). */
import { quote } from "../../go/strconv/index.ts";
import { GoError } from "../../go/index.ts";
import { messageOf, type IndexStore } from "../../helm/download/index.ts";
import { NoRepositoriesFile, load, type RepositoryEntry } from "../../helm/repo/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { sourcesOf } from "./network/sources.ts";
import { repeatPluginFaults } from "./plugins/repeat-faults.ts";

export async function run(context: CommandContext): Promise<void> {
  const { dialect, args, flags, out } = context;
  const repositories = wantedRepositories(configured(context), args);
  const { indexes } = sourcesOf(context, { get: {}, timeoutMs: flags.durationMs("timeout") });
  for (const { url } of repositories) {
    await repeatPluginFaults(context);
    indexes.getterOf(url);
  }
  out.write("Hang tight while we grab the latest from your chart repositories...\n");
  const failed = (await Promise.all(repositories.map((repository) => refresh(repository, { indexes, context }))))
    .map((succeeded, at) => (succeeded ? undefined : repositories[at]?.url))
    .filter((url) => url !== undefined);
  if (failed.length > 0 && (dialect === "helm4" || flags.bool("fail-on-repo-update-fail"))) {
    const word = dialect === "helm3" ? "Failed" : "failed";
    throw new CommandError(`${word} to update the following repositories: [${failed.join(" ")}]`);
  }
  out.write("Update Complete. ⎈Happy Helming!⎈\n");
}

function configured({ settings, files }: CommandContext): readonly RepositoryEntry[] {
  const none = "no repositories found. You must add one before updating";
  try {
    const { repositories } = load(settings.repositoryConfig, files);
    if (repositories.length > 0) return repositories;
  } catch (error) {
    if (error instanceof NoRepositoriesFile) throw new CommandError(none);
    if (error instanceof GoError)
      throw new CommandError(`failed loading file: ${settings.repositoryConfig}: ${error.message}`);
    throw error;
  }
  throw new CommandError(none);
}

function wantedRepositories(
  repositories: readonly RepositoryEntry[],
  names: readonly string[],
): readonly RepositoryEntry[] {
  if (names.length === 0) return repositories;
  for (const name of names) {
    if (!repositories.some((repository) => repository.name === name)) {
      throw new CommandError(`no repositories found matching '${name}'.  Nothing will be updated`);
    }
  }
  return repositories.filter(({ name }) => names.includes(name));
}

async function refresh(
  repository: RepositoryEntry,
  { indexes, context }: { indexes: IndexStore; context: CommandContext },
): Promise<boolean> {
  const { name, url } = repository;
  try {
    await indexes.download(repository);
    context.out.write(`...Successfully got an update from the ${quote(name)} chart repository\n`);
    return true;
  } catch (error) {
    context.out.write(
      `...Unable to get an update from the ${quote(name)} chart repository (${url}):\n\t${messageOf(error)}\n`,
    );
    return false;
  }
}
