/** One remote source, fetched. Loaded only by builds that have one. */
import { clone } from "../../../git/index.ts";
import { cloneUrl, KustomizeError, parseRepoUrl, type RepoSpec } from "../../../kustomize/index.ts";
import { createHttpClient } from "../../../sys/index.ts";
import type { RunContext } from "../../context.ts";

const DOWNLOAD_BYTES_MAX = 256 * 1024 * 1024;
const NS_PER_MS = 1_000_000n;
/** A server that says nothing for so long is given up; Kustomize would wait for ever. */
const STALL_MS = 27_000;

export async function cloneInto(directory: string, spec: RepoSpec, { env, signal }: RunContext): Promise<void> {
  const { ref, submodules, timeoutNs } = spec;
  await clone({ url: cloneUrl(spec), ref, submodules, timeoutNs, directory, env: new Map(env.entries()), signal });
}

/** The reason for which a path is taken for a repository instead. */
export const IS_REPOSITORY = "URL is a git repository";

export async function download(url: string, { env, signal }: RunContext): Promise<Uint8Array> {
  const spec = parseRepoUrl(url);
  const stallMs = "error" in spec ? STALL_MS : Math.min(Number(spec.timeoutNs / NS_PER_MS), STALL_MS);
  const get = createHttpClient({ env, signal, stallMs });
  const response = await get({ method: "GET", url, headers: { "User-Agent": "Go-http-client/1.1" } });
  if (response.status >= 200 && response.status < 300) return await response.readBody({ bytesMax: DOWNLOAD_BYTES_MAX });
  await response.discard();
  if (!("error" in spec)) throw new KustomizeError(IS_REPOSITORY);
  const reason = response.statusLine.replace(/^\d+ ?/, "");
  throw new KustomizeError(`HTTP Error: status code ${response.status} (${reason})`);
}
