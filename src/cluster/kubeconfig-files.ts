import type { FileSystem } from "../base/index.ts";
import type { KubeconfigFile } from "../kube/index.ts";

/** The kubeconfig files of these paths; missing ones are passed over. */
export function kubeconfigFiles(files: FileSystem, paths: readonly string[]): KubeconfigFile[] {
  return paths
    .filter((path) => files.stat(path)?.kind === "file")
    .map((path) => ({ path, folder: folderOf(path), text: new TextDecoder().decode(files.read(path)) }));
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/"))) || ".";
}
