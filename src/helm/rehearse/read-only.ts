import type { ApiRequest, Cluster } from "../../kube/index.ts";

/** The same cluster, which refuses everything but reading: a rehearsal leaves the real one alone, whatever is wrong with it. */
export function readOnly(cluster: Cluster): Cluster {
  const checked = (request: ApiRequest): ApiRequest => {
    if (request.method === "GET") return request;
    throw new Error(`a rehearsal only reads: ${request.method} ${request.path} was not sent`);
  };
  return {
    request: (request) => cluster.request(checked(request)),
    watch: (request) => cluster.watch(checked(request)),
  };
}
