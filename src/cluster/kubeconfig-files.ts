import { FileError, readIfThere, type FileSystem } from "../base/index.ts";
import { quote } from "../go/strconv/index.ts";
import { KubeconfigError, type KubeconfigFile } from "../kube/index.ts";

/** The kubeconfig files of these paths; missing ones are passed over. Throws `KubeconfigError` for one that cannot be read. */
export function kubeconfigFiles(files: FileSystem, paths: readonly string[]): KubeconfigFile[] {
  return paths.flatMap((path) => {
    const bytes = contentOf(files, path);
    return bytes === undefined ? [] : [{ path, folder: folderOf(path), text: new TextDecoder().decode(bytes) }];
  });
}

function contentOf(files: FileSystem, path: string): Uint8Array | undefined {
  try {
    return readIfThere(files, path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new KubeconfigError(`error loading config file ${quote(path)}: ${error.message}`);
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/"))) || ".";
}
