/** Remote bases and files: clones live in temporary folders for the time of the command, downloads in memory. */
import { clone } from "../../git/index.ts";
import { KustomizeError, cloneUrl, parseRepoUrl, type Remotes, type RepoSpec } from "../../kustomize/index.ts";
import { makeTemporaryFolder, removeTemporary } from "../../sys/index.ts";
import type { RunContext } from "../context.ts";
import { fetched, type Fetched } from "./fetched.ts";

const DOWNLOAD_BYTES_MAX = 256 * 1024 * 1024;
const DOWNLOAD_TIMEOUT_MS = 60_000;

export function openRemotes(context: RunContext): Remotes & { close(): void } {
  const clones = new Map<string, Fetched<string>>();
  const files = new Map<string, Fetched<Uint8Array>>();
  const folders: string[] = [];
  return {
    clone: (spec) =>
      fetched(clones, spec.raw, () => {
        const folder = makeTemporaryFolder("kustomize-");
        folders.push(folder);
        return cloneTo(folder, spec, context);
      }),
    download: (url) => fetched(files, url, () => download(url, context)),
    close() {
      for (const folder of folders) removeTemporary(folder);
    },
  };
}

async function cloneTo(directory: string, spec: RepoSpec, { env, signal }: RunContext): Promise<string> {
  const { ref, submodules, timeoutNs } = spec;
  await clone({ url: cloneUrl(spec), ref, submodules, timeoutNs, directory, env: new Map(env.entries()), signal });
  return directory;
}

async function download(url: string, { signal }: RunContext): Promise<Uint8Array> {
  const limits = AbortSignal.any([signal, AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS)]);
  const response = await fetch(url, { signal: limits, headers: { "User-Agent": "Go-http-client/1.1" } });
  if (!response.ok) {
    if (!("error" in parseRepoUrl(url))) throw new KustomizeError("URL is a git repository");
    throw new KustomizeError(`HTTP Error: status code ${response.status} (${response.statusText})`);
  }
  const bytes = await response.bytes();
  if (bytes.length > DOWNLOAD_BYTES_MAX) throw new KustomizeError(`${url} is larger than ${DOWNLOAD_BYTES_MAX} bytes`);
  return bytes;
}
