import { join } from "../../go/path/index.ts";
import type { State, World } from "../../helmfile/index.ts";

/**
 * The whole path of a state file (Helmfile 1.8.0, pkg/state/state.go, FullFilePath). One of several that are read together has
 * a folder that is absolute already, and comes out with the working folder before it, as there.
 */
export function fullPath({ path, folder }: State, { cwd }: World): string {
  return path.startsWith(`${folder}/`) ? join(cwd, path) : join(cwd, folder, path);
}
