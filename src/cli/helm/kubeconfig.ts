/** The kubeconfig that a command line and its environment name, merged from all its files. */
import type { FileSystem } from "../../base/index.ts";
import { kubeconfigFiles } from "../../cluster/index.ts";
import { Kubeconfig, KubeconfigError } from "../../kube/index.ts";
import type { Environment } from "../context.ts";
import { kubeconfigPaths } from "./kube-namespace.ts";

export interface KubeconfigSource {
  readonly env: Environment;
  readonly files: FileSystem;
  readonly cwd: string;
  readonly settings: { readonly kubeConfig: string };
}

/** Throws `KubeconfigError` where a file holds something else, or the one that was named is missing. */
export function loadKubeconfig({ env, files, cwd, settings }: KubeconfigSource): Kubeconfig {
  const named = settings.kubeConfig;
  const found = kubeconfigFiles({ files, cwd }, kubeconfigPaths(env, named));
  if (named !== "" && found.length === 0) throw new KubeconfigError(`stat ${named}: no such file or directory`);
  return new Kubeconfig(found);
}

/** For those who only look at names: undefined where a file cannot be read. */
export function readKubeconfig(source: KubeconfigSource): Kubeconfig | undefined {
  try {
    return loadKubeconfig(source);
  } catch (error) {
    if (error instanceof KubeconfigError) return undefined;
    throw error;
  }
}
