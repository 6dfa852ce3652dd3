import { FileError, readIfThere, type FileSystem } from "../base/index.ts";
import { absolute, dir } from "../go/path/index.ts";
import type { KubeconfigFile } from "../kube/index.ts";

interface Place {
  readonly files: FileSystem;
  readonly cwd: string;
}

/** The kubeconfig files of these paths, with what keeps them from being read; missing ones are passed over. */
export function kubeconfigFiles({ files, cwd }: Place, paths: readonly string[]): KubeconfigFile[] {
  return paths.flatMap((path) => {
    const content = contentOf(files, path);
    return content === undefined ? [] : [{ path, folder: absolute(dir(path), cwd), ...content }];
  });
}

function contentOf(files: FileSystem, path: string): Pick<KubeconfigFile, "text" | "unreadable"> | undefined {
  try {
    const bytes = readIfThere(files, path);
    return bytes === undefined ? undefined : { text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (error instanceof FileError) return { text: "", unreadable: error.message };
    throw error;
  }
}
