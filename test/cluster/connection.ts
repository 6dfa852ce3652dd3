/** The cluster that KUBECONFIG names, as tests reach it. */
import { connect, kubeconfigFiles } from "../../src/cluster/index.ts";
import type { HttpCluster } from "../../src/cluster/index.ts";
import { Kubeconfig } from "../../src/kube/index.ts";
import { disk } from "../../src/sys/index.ts";

export function testCluster(path = process.env["KUBECONFIG"] ?? ""): HttpCluster {
  if (path === "") throw new Error("KUBECONFIG names no cluster");
  const kubeconfig = new Kubeconfig(kubeconfigFiles({ files: disk, cwd: process.cwd() }, [path]));
  const env = { get: (name: string) => process.env[name] };
  return connect(kubeconfig, { files: disk, env, overrides: NO_OVERRIDES, userAgent: "lade-tests" });
}

const NO_OVERRIDES = {
  context: "",
  server: "",
  token: "",
  caFile: "",
  insecure: false,
  tlsServerName: "",
  asUser: "",
  asGroups: [],
  namespace: "",
};
