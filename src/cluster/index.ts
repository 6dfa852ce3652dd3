export { connect, connectionOf, unreadable } from "./connect.ts";
export type { ConnectOptions } from "./connect.ts";
export { kubeconfigFiles } from "./kubeconfig-files.ts";
export { HttpCluster } from "./http-cluster.ts";
export type { HttpClusterOptions } from "./http-cluster.ts";
export { podNamespace } from "./in-cluster.ts";
