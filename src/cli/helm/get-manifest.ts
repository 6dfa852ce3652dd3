export { needCluster as run } from "./no-cluster.ts";
