import type { Environment } from "../context.ts";
import type { FileSystem } from "../../base/index.ts";
import { join } from "../../go/path/index.ts";
import type { FlagSet } from "../cobra/flag-set.ts";

export interface KubeconfigPlace {
  readonly env: Environment;
  readonly files: FileSystem;
}

/** The files a kubeconfig is read from: the one given, or those of `KUBECONFIG`, or the usual one. */
export function kubeconfigPaths(env: Environment, given: string): string[] {
  if (given !== "") return [given];
  const listed = (env.get("KUBECONFIG") ?? "").split(":").filter((path) => path !== "");
  return listed.length > 0 ? listed : [join(env.get("HOME") ?? "", ".kube", "config")];
}

/** The namespace of the kubeconfig's context in use, or of the pod in which the program runs, if the command line names none. */
export async function kubeNamespace({ env, files }: KubeconfigPlace, flags: FlagSet): Promise<string | undefined> {
  const text = (name: string) => String(flags.get(name)?.value ?? "");
  if (text("namespace") !== "") return undefined;
  const paths = kubeconfigPaths(env, text("kubeconfig"));
  const isInPod = (env.get("KUBERNETES_SERVICE_HOST") ?? "") !== "";
  if (!isInPod && !paths.some((path) => files.stat(path)?.kind === "file")) return undefined;
  const { readKubeconfig } = await import("./kubeconfig.ts");
  const config = readKubeconfig({ env, files, settings: { kubeConfig: text("kubeconfig") } });
  const named = config?.namespace({ context: text("kube-context") }) ?? "";
  return named !== "" || !isInPod ? named : (await import("../../cluster/index.ts")).podNamespace({ env, files });
}
