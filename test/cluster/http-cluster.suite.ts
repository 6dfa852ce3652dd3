/** The HTTP client against the cluster that KUBECONFIG names: `bun test ./test/cluster/http-cluster.suite.ts`. */
import { conformance } from "./conformance.ts";
import { testCluster } from "./connection.ts";

conformance("HttpCluster", () => testCluster());
