import { FileError, readIfThere, type FileSystem } from "../base/index.ts";
import { absolute, dir } from "../go/path/index.ts";
import { quote } from "../go/strconv/index.ts";
import { KubeconfigError, type KubeconfigFile } from "../kube/index.ts";

interface Place {
  readonly files: FileSystem;
  readonly cwd: string;
}

/** The kubeconfig files of these paths; missing ones are passed over. Throws `KubeconfigError` for one that cannot be read. */
export function kubeconfigFiles({ files, cwd }: Place, paths: readonly string[]): KubeconfigFile[] {
  return paths.flatMap((path) => {
    const bytes = contentOf(files, path);
    if (bytes === undefined) return [];
    return [{ path, folder: absolute(dir(path), cwd), text: new TextDecoder().decode(bytes) }];
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
