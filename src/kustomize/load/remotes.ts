/** The port to what lies outside the file system: git repositories and files behind URLs. */
import type { RepoSpec } from "./repo-spec.ts";

export interface Remotes {
  /** The directory, in the same file system, that holds a clone. */
  clone(spec: RepoSpec): string;
  download(url: string): Uint8Array;
}

/**
 * Thrown by a `Remotes` that has to fetch something first: whoever runs the build fetches it and runs the build again.
 * So the engine stays synchronous and does no IO of its own.
 */
export class NeedsRemote extends Error {
  constructor(
    /** The same for the same source. */
    readonly key: string,
    readonly fetch: () => Promise<void>,
  ) {
    super("a remote source has to be fetched first");
    this.name = "NeedsRemote";
  }
}
