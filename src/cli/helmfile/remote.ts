/** What lies elsewhere, fetched into Helmfile's cache, where it stays (pkg/remote/remote.go; go-getter 2). */
import { peek } from "../../base/index.ts";
import { GoError } from "../../go/index.ts";
import { dir, join } from "../../go/path/index.ts";
import { cacheKey, encodedQuery, isOn, parseAddress, type RemoteAddress, withoutCache } from "../../helmfile/index.ts";
import { copyFolder, makeLink, makeTemporaryFolder, removeTemporary } from "../../sys/index.ts";
import { cacheFolder } from "./cache-folder.ts";
import { hexDigest } from "./hex-digest.ts";
import { fetchRepository } from "./remote-git.ts";
import type { StateContext } from "./site.ts";

/** `place`: the folder in the cache. The path of what is meant by the address. Throws `GoError`. */
export function fetchRemote(context: StateContext, source: string, place: string): string {
  const address = parseAddress(source);
  if (isOn(context.env.get("HELMFILE_DISABLE_INSECURE_FEATURES")))
    throw new GoError("remote sources are disabled due to 'HELMFILE_DISABLE_INSECURE_FEATURES'");
  refuseWildcard(address, source);
  const key = cacheKey(address, (text) => hexDigest("sha256", text));
  const home = cacheFolder(context.env);
  const folder = address.getter === "normal" ? join(home, key, address.dir) : join(home, place, key);
  tell(context, address, { home, destination: join(place, key), folder });
  const kind = peek(context.files, folder)?.kind;
  if (kind === "file")
    throw new GoError(
      `${folder} is not a directory. Please remove it so that helmfile can use it for dependency caching`,
    );
  const isCached =
    address.getter === "normal"
      ? peek(context.files, join(folder, address.file))?.kind === "file"
      : kind === "directory";
  if (!isCached || address.query.get("cache")?.[0] === "false") {
    if (address.getter === "normal" && address.scheme !== "s3") context.downloads.demand(source, folder);
    else get(context, address, folder);
  }
  return join(folder, address.file);
}

function tell(
  { log }: StateContext,
  { getter, scheme, user, host, dir: path, file }: RemoteAddress,
  { home, destination, folder }: { home: string; destination: string; folder: string },
): void {
  for (const [name, value] of Object.entries({ getter, scheme, user, host, dir: path, file }))
    log.debug(`remote> ${name}: ${value}`);
  log.debug(`remote> home: ${home}`);
  log.debug(`remote> getter dest: ${destination}`);
  log.debug(`remote> cached dir: ${folder}`);
}

function refuseWildcard({ file, getter, scheme, hasSelector }: RemoteAddress, source: string): void {
  if (!file.includes("*")) return;
  if (getter === "normal")
    throw new GoError(
      `wildcards are not supported for ${scheme}:// sources, which fetch a single file: ${source} (use a directory-capable getter such as git::)`,
    );
  if (hasSelector) return;
  throw new GoError(
    `wildcards require an explicit "@" selector marking the repository root, e.g. git::https://host/org/repo.git@dir/*.yaml?ref=main: ${source}`,
  );
}

function get(context: StateContext, address: RemoteAddress, folder: string): void {
  try {
    getInto(context, address, folder);
  } catch (error) {
    removeTemporary(folder);
    if (error instanceof GoError) throw new GoError(`get: ${error.message}`, { cause: error });
    throw error;
  }
}

function getInto(context: StateContext, address: RemoteAddress, folder: string): void {
  const { getter, scheme, dir: path } = address;
  if (getter === "git" || (getter === "" && ["git", "ssh"].includes(scheme)))
    return getRepository(context, address, folder);
  if (getter === "file" || (getter === "" && scheme === "file")) return linkFolder(context, path, folder);
  throw new GoError(`error downloading '${getter === "" ? "" : `${getter}::`}${sourceOf(address)}'`);
}

function sourceOf({ scheme, user, host, dir: path, query }: RemoteAddress, without: readonly string[] = []): string {
  const left = new Map([...withoutCache(query)].filter(([name]) => !without.includes(name)));
  return `${scheme}://${user === "" ? "" : `${user}@`}${host}${path}${left.size === 0 ? "" : `?${encodedQuery(left)}`}`;
}

/** Of `repository//folder` only the folder is kept. */
function getRepository({ env, files }: StateContext, address: RemoteAddress, folder: string): void {
  const [repository = "", ...more] = address.dir.split(/(?<=.)\/\//);
  const below = more.join("//");
  const [ref = "", depth = ""] = ["ref", "depth"].map((name) => address.query.get(name)?.[0]);
  const url = sourceOf({ ...address, dir: repository }, ["ref", "depth", "sshkey"]);
  const request = { url, ref, depth: /^[+-]?[0-9]+$/.test(depth) ? Number(depth) : 0, env, files };
  if (below === "") return fetchRepository({ ...request, folder });
  if (below.split("/").includes(".."))
    throw new GoError("subdirectory component contain path traversal out of the repository");
  const scratch = makeTemporaryFolder("getter");
  try {
    const clone = join(scratch, "temp");
    fetchRepository({ ...request, folder: clone });
    if (peek(files, join(clone, below))?.kind !== "directory")
      throw new GoError(`subdir ${JSON.stringify(below)} not found`);
    files.makeDirectory(dir(folder));
    removeTemporary(folder);
    copyFolder(join(clone, below), folder);
  } finally {
    removeTemporary(scratch);
  }
}

function linkFolder({ files }: StateContext, path: string, folder: string): void {
  const kind = peek(files, path)?.kind;
  if (kind === undefined) throw new GoError(`source path error: stat ${path}: no such file or directory`);
  if (kind !== "directory") throw new GoError("source path must be a directory");
  files.makeDirectory(dir(folder));
  if (files.lstat(folder)?.kind === "link") files.remove(folder);
  makeLink(path, folder);
}
