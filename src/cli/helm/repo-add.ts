/** `helm repo add` (Helm 4.3.1 pkg/cmd/repo_add.go; Helm 3.22.0 cmd/helm/repo_add.go). */
import { FileError, readIfThere, type WritableFileSystem } from "../../base/index.ts";
import { fromBytes } from "../../go/index.ts";
import * as path from "../../go/path/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { reaching } from "../../helm/download/index.ts";
import {
  NO_REPOSITORIES,
  entry,
  get,
  parse,
  sameEntry,
  save,
  update,
  type RepositoriesFile,
  type RepositoryEntry,
} from "../../helm/repo/index.ts";
import { withLock } from "../../sys/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { askPassword } from "./network/password.ts";
import { sourcesOf } from "./network/sources.ts";
import { repeatPluginFaults } from "./plugins/repeat-faults.ts";

/** Repositories that are gone for good, and where their charts went. */
const DEPRECATED: readonly (readonly [old: string, successor: string])[] = [
  ["//kubernetes-charts.storage.googleapis.com", "https://charts.helm.sh/stable"],
  ["//kubernetes-charts-incubator.storage.googleapis.com", "https://charts.helm.sh/incubator"],
];

export async function run(context: CommandContext): Promise<void> {
  const { args, flags, settings, files } = context;
  const [, url = ""] = args;
  if (!flags.bool("allow-deprecated-repos")) refuseDeprecated(url);
  makeFolder(files, path.dir(settings.repositoryConfig));
  await withLock(lockPath(settings.repositoryConfig), context.signal, () => add(context));
}

function refuseDeprecated(url: string): void {
  for (const [old, successor] of DEPRECATED) {
    if (url.includes(old))
      throw new CommandError(`repo ${quote(url)} is no longer available; try ${quote(successor)} instead`);
  }
}

/** What stands in the way of a folder is told when the lock is opened in it. */
function makeFolder(files: WritableFileSystem, folder: string): void {
  try {
    files.makeDirectory(folder, 0o777);
  } catch (error) {
    if (!(error instanceof FileError) || error.code !== "EEXIST") throw error;
  }
}

/** Beside the file, as Helm itself locks it. */
function lockPath(file: string): string {
  const ending = path.ext(file);
  return `${ending === "" || ending === file ? file : file.slice(0, -ending.length)}.lock`;
}

async function add(context: CommandContext): Promise<void> {
  const { flags, out, settings, files } = context;
  const file = loadExisting(context);
  const added = await entryFrom(context);
  const { name, url } = added;
  if (name.includes("/")) {
    throw new CommandError(`repository name (${name}) contains '/', please specify a different name without '/'`);
  }
  const existing = get(file, name);
  if (existing !== undefined && !flags.bool("force-update")) {
    if (!sameEntry(added, existing)) {
      throw new CommandError(`repository name (${name}) already exists, please specify a different name`);
    }
    return out.write(`${quote(name)} already exists with the same configuration, skipping\n`);
  }
  const { indexes } = sourcesOf(context, { get: {}, timeoutMs: flags.durationMs("timeout") });
  await repeatPluginFaults(context);
  indexes.getterOf(url);
  await reaching(url, () => indexes.download(added));
  save(settings.repositoryConfig, update(file, added), files);
  out.write(`${quote(name)} has been added to your repositories\n`);
}

function loadExisting({ settings, files }: CommandContext): RepositoriesFile {
  const bytes = readIfThere(files, settings.repositoryConfig);
  return bytes === undefined ? NO_REPOSITORIES : parse(fromBytes(bytes));
}

async function entryFrom(context: CommandContext): Promise<RepositoryEntry> {
  const { args, flags } = context;
  const [name = "", url = ""] = args;
  const username = flags.string("username");
  const given = flags.string("password");
  const password = username !== "" && given === "" ? passwordFor(context) : given;
  return entry({
    ...{ name, url, username, password },
    passCredentialsAll: flags.bool("pass-credentials"),
    certFile: flags.string("cert-file"),
    keyFile: flags.string("key-file"),
    caFile: flags.string("ca-file"),
    insecureSkipTlsVerify: flags.bool("insecure-skip-tls-verify"),
  });
}

function passwordFor(context: CommandContext): string {
  if (context.flags.bool("password-stdin")) {
    return fromBytes(context.stdin()).replace(/\n$/, "").replace(/\r$/, "");
  }
  try {
    return askPassword(context.out, "Password: ");
  } finally {
    context.out.write("\n");
  }
}
