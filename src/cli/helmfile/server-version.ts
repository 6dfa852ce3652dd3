/** The version of the cluster, so that charts are compared for it (pkg/cluster/version.go). */
import { connect } from "../../cluster/index.ts";
import { Discovery } from "../../kube/index.ts";
import { loadKubeconfig } from "../helm/kubeconfig.ts";
import type { StateContext } from "./site.ts";

/** Without its `v`; empty where there is no cluster that answers. */
export async function serverVersion({ env, files, cwd, settings }: StateContext): Promise<string> {
  try {
    const kubeconfig = loadKubeconfig({ env, files, cwd, settings: { kubeConfig: settings.kubeconfig } });
    const overrides = { context: settings.kubeContext };
    const cluster = connect(kubeconfig, { files, env, overrides, userAgent: "helmfile", http2: true });
    return (await new Discovery(cluster).version()).gitVersion.replace(/^v/, "");
  } catch {
    // Helm finds out by itself, then.
    return "";
  }
}
