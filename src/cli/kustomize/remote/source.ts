/** Where a build gets what lies elsewhere. Without a lock file that is Kustomize's way: everything is fetched, every time. */
import type { RepoSpec } from "../../../kustomize/index.ts";
import { makeTemporaryFolder, removeTemporary } from "../../../sys/index.ts";
import type { RunContext } from "../../context.ts";

export interface RemoteSource {
  /** The folder of a repository. */
  repository(spec: RepoSpec): Promise<string>;
  file(url: string): Promise<Uint8Array>;
  /** Removes what was only for this run. */
  close(): void;
}

/** Fetches. */
export function freshSource(context: RunContext): RemoteSource {
  const folders: string[] = [];
  return {
    async repository(spec) {
      const folder = makeTemporaryFolder("kustomize-");
      folders.push(folder);
      const { cloneInto } = await import("./fetch.ts");
      await cloneInto(folder, spec, context);
      return folder;
    },
    async file(url) {
      const { download } = await import("./fetch.ts");
      return await download(url, context);
    },
    close() {
      for (const folder of folders) removeTemporary(folder);
    },
  };
}
