/** Repositories that `git` clones, started as a program, never through a shell (Masterminds/vcs v1.13 as Helm uses it). */
import { GoError, fromBytes } from "../../../../go/index.ts";
import { base, dir, join } from "../../../../go/path/index.ts";
import { quote } from "../../../../go/strconv/index.ts";
import * as url from "../../../../go/url/index.ts";
import * as semver from "../../../../semver/index.ts";
import { howItEnded, copyFolder, lookPath, run } from "../../../../sys/index.ts";
import type { CommandContext } from "../../../context.ts";
import { isPlugin } from "./archive.ts";
import { cacheKey } from "./cache-key.ts";
import { MISSING_METADATA, type Installer } from "./installer.ts";

export const CANNOT_DETECT = "Cannot detect VCS";

/** Hosts whose addresses are known to be git's, and what they must look like. */
const HOSTS: Readonly<Record<string, RegExp>> = {
  "github.com": /^github\.com[/|:][A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/,
  "bitbucket.org": /^bitbucket\.org\/[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/,
  "git.launchpad.net":
    /^git\.launchpad\.net\/(?:[A-Za-z0-9_.-]+|~[A-Za-z0-9_.-]+\/(?:\+git|[A-Za-z0-9_.-]+)\/[A-Za-z0-9_.-]+)$/,
  "go.googlesource.com": /^go\.googlesource\.com\/[A-Za-z0-9_.-]+\/?$/,
  "git.openstack.org": /^git\.openstack\.org\/[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/,
  "git.code.sf.net": /^(?:git.code.sf.net\/p\/[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+)*$/,
};

const SCP_FORM = /^([a-zA-Z0-9_]+)@([a-zA-Z0-9._-]+):(.*)$/;

/** Whether an address is git's, by its scheme, host, ending or user. Throws `GoError` where that cannot be told. */
function checkIsGit({ files }: CommandContext, source: string, cache: string): void {
  if (addressesGit(files, source) || files.stat(join(cache, ".git")) !== undefined) return;
  throw new GoError(CANNOT_DETECT);
}

function addressesGit(files: CommandContext["files"], source: string): boolean {
  const scp = SCP_FORM.exec(source);
  const address = scp === null ? source : `ssh://${scp[1]}@${scp[2]}/${scp[3]}`;
  const { scheme, host, path, user } = url.parse(address);
  if (scheme === "file") return files.stat(join(path, ".git")) !== undefined;
  if (host === "") return false;
  if (scheme === "git" || scheme === "git+ssh") return true;
  const form = HOSTS[host];
  if (form !== undefined) return form.test(host + path);
  return `${host}${path}`.endsWith(".git") || user?.name === "git";
}

/** A repository to clone. */
export function gitInstaller(context: CommandContext, source: string, version: string): Installer {
  const { files, log, settings } = context;
  const cache = join(settings.cacheHome, "plugins", cacheKey(source));
  checkIsGit(context, source, cache);
  const git = gitIn(context, cache);
  const path = join(settings.pluginsDirectory, base(source));
  return {
    kind: "repository",
    path,
    async install() {
      if (files.stat(cache) === undefined) clone(context, source, cache);
      else {
        log.debug("updating", { source, destination: cache });
        update(git);
      }
      const reference = version === "" ? "" : chooseVersion(context, git, { version, source });
      if (reference !== "") {
        log.debug("setting version", { version });
        git(["checkout", reference], "Unable to update checked out version");
        tidySubmodules(git);
      }
      if (!isPlugin(files, cache)) throw new GoError(MISSING_METADATA);
      log.debug("copying files", { source: cache, destination: path });
      copyFolder(cache, path);
    },
    update: () => Promise.reject(new GoError("plugin does not exist")),
  };
}

/** A plugin that was cloned into its folder before. */
export function existingInstaller(context: CommandContext, location: string): Installer {
  const { dialect, files, log } = context;
  if (files.stat(join(location, ".git")) === undefined) {
    if (dialect === "helm4") {
      log.warn("cannot get information about plugin source", { location, error: CANNOT_DETECT });
    }
    throw new GoError("cannot get information about plugin source");
  }
  const git = gitIn(context, location);
  const remote = git(["config", "--get", "remote.origin.url"], "Unable to retrieve local repo information").trim();
  return {
    kind: "repository",
    path: join(context.settings.pluginsDirectory, base(remote)),
    install: () => Promise.reject(new GoError("plugin already exists")),
    async update() {
      log.debug("updating", { source: remote });
      if (git(["diff"], "") !== "") throw new GoError("plugin repo was modified");
      update(git);
      if (!isPlugin(files, location)) throw new GoError(MISSING_METADATA);
    },
  };
}

/** Runs git and gives what it printed; throws `GoError` with `failure` and what git says. */
type Git = (args: readonly string[], failure: string) => string;

function gitIn({ env }: CommandContext, folder: string): Git {
  const searchPath = env.get("PATH") ?? "";
  return (args, failure) => {
    requireGit(searchPath);
    const finished = run({
      ...{ program: "git", args, searchPath, cwd: folder, env: new Map(env.entries()) },
      ...{ input: "empty", output: "capture", errors: "capture" },
    });
    if (finished.exitCode !== 0) {
      const printed = fromBytes(finished.output) + fromBytes(finished.errors);
      throw new GoError(`${failure}: ${printed}: ${howItEnded(finished)}`);
    }
    return fromBytes(finished.output);
  };
}

function requireGit(searchPath: string): void {
  try {
    lookPath("git", searchPath);
  } catch {
    throw new GoError("git is not installed");
  }
}

function clone(context: CommandContext, source: string, cache: string): void {
  context.log.debug("cloning", { source, destination: cache });
  context.files.makeDirectory(dir(cache));
  gitIn(context, dir(cache))(["clone", "--recursive", "--", source, cache], "Unable to get repository");
}

function update(git: Git): void {
  git(["fetch", "--tags", "--", "origin"], "Unable to update repository");
  if (git(["rev-parse", "--abbrev-ref", "HEAD"], "Unable to update repository").trim() === "HEAD") return;
  git(["pull"], "Unable to update repository");
  tidySubmodules(git);
}

function tidySubmodules(git: Git): void {
  git(["submodule", "update", "--init", "--recursive"], "Unexpected error while defensively updating submodules");
  git(
    ["clean", "-x", "-d", "-f", "-f"],
    "Unexpected error while defensively cleaning up after possible derelict submodule directories",
  );
}

/** A name git knows, or the newest tag a constraint allows. */
function chooseVersion(
  { log }: CommandContext,
  git: Git,
  { version, source }: { version: string; source: string },
): string {
  if (succeeds(() => git(["rev-parse", "--verify", version], ""))) return version;
  if (succeeds(() => git(["show-ref", version], ""))) return version;
  const constraint = semver.parseConstraints(version);
  const references = git(["show-ref"], "Unable to retrieve tags");
  const tags = [...references.matchAll(/tags\/(\S+)$/gm)].map(([, tag = ""]) => tag);
  log.debug("found refs", { refs: `[${tags.join(" ")}]` });
  const allowed = tags
    .flatMap(parsedVersion)
    .sort((a, b) => b.compare(a))
    .find((candidate) => constraint.check(candidate));
  if (allowed !== undefined) {
    const { original } = allowed;
    log.debug("setting to version", { version: original });
    return original;
  }
  throw new GoError(`requested version ${quote(version)} does not exist for plugin ${quote(source)}`);
}

function parsedVersion(tag: string): semver.Version[] {
  try {
    return [semver.parseVersion(tag)];
  } catch {
    return [];
  }
}

function succeeds(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
