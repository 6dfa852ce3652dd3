import type { Environment } from "../context.ts";
import { type FileSystem, peek } from "../../base/index.ts";
import { join } from "../../go/path/index.ts";
import type { Kubeconfig } from "../../kube/index.ts";
import type { FlagSet } from "../cobra/flag-set.ts";
import { flagValues } from "../cobra/flag-values.ts";

export interface KubeconfigPlace {
  readonly env: Environment;
  readonly files: FileSystem;
  readonly cwd: string;
}

/** The files a kubeconfig is read from: the one given, or those of `KUBECONFIG`, or the usual one. */
export function kubeconfigPaths(env: Environment, given: string): string[] {
  if (given !== "") return [given];
  const listed = (env.get("KUBECONFIG") ?? "").split(":").filter((path) => path !== "");
  return listed.length > 0 ? listed : [join(env.get("HOME") ?? "", ".kube", "config")];
}

/** The namespace of the kubeconfig's context in use, or of the pod in which the program runs, if the command line names none. */
export async function kubeNamespace({ env, files, cwd }: KubeconfigPlace, flags: FlagSet): Promise<string | undefined> {
  const text = (name: string) => String(flags.get(name)?.value ?? "");
  if (text("namespace") !== "") return undefined;
  const paths = kubeconfigPaths(env, text("kubeconfig"));
  const isInPod = (env.get("KUBERNETES_SERVICE_HOST") ?? "") !== "";
  if (!isInPod && !paths.some((path) => peek(files, path) !== undefined)) return undefined;
  const { readKubeconfig } = await import("./kubeconfig.ts");
  const config = readKubeconfig({ env, files, cwd, settings: { kubeConfig: text("kubeconfig") } });
  const named = (await isUsable(config, { files }, flags))
    ? (config?.namespace({ context: text("kube-context") }) ?? "")
    : "";
  return named !== "" || !isInPod ? named : (await import("../../cluster/index.ts")).podNamespace({ env, files });
}

/** A connection that could not be made names no namespace either. */
async function isUsable(
  config: Kubeconfig | undefined,
  { files }: Pick<KubeconfigPlace, "files">,
  flags: FlagSet,
): Promise<boolean> {
  if (config === undefined) return false;
  const { unreadable } = await import("../../cluster/index.ts");
  const values = flagValues(flags);
  const overrides = {
    ...{ context: values.string("kube-context"), server: values.string("kube-apiserver") },
    ...{ token: values.string("kube-token"), caFile: values.string("kube-ca-file") },
    ...{ asUser: values.string("kube-as-user"), asGroups: values.strings("kube-as-group") },
    insecure: values.bool("kube-insecure-skip-tls-verify"),
  };
  return config.isUsable(overrides, (path) => unreadable(path, files));
}
