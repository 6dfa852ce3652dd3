/** Remote bases and files as the engine asks for them: what has been fetched, or word that it has to be. */
import { cloneUrl, type Remotes, type RepoSpec } from "../../../kustomize/index.ts";
import { fetched, type Fetched } from "./fetched.ts";
import type { RemoteSource } from "./source.ts";

/** What was fetched from a source so far. Paths into one repository share its clone. */
export function openRemotes(source: RemoteSource): Remotes {
  const clones = new Map<string, Fetched<string>>();
  const files = new Map<string, Fetched<Uint8Array>>();
  return {
    clone: (spec) => fetched(clones, repositoryKey(spec), () => source.repository(spec)),
    download: (url) => fetched(files, url, () => source.file(url)),
  };
}

function repositoryKey(spec: RepoSpec): string {
  return JSON.stringify([cloneUrl(spec), spec.ref, spec.submodules]);
}
