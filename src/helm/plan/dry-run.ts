import { isObject, Objects, type ApiRequest, type Cluster } from "../../kube/index.ts";

/** The same cluster, whose server answers every write as if it had happened and stores none. */
export function dryRunObjects({ cluster, discovery }: Objects): Objects {
  return new Objects(withoutWrites(cluster), discovery);
}

function withoutWrites(cluster: Cluster): Cluster {
  return {
    request: (request) => cluster.request(request.method === "GET" ? request : withoutEffect(request)),
    watch: (request) => cluster.watch(request),
  };
}

/** The server takes the options of a deletion from its body, and then does not look at the query. */
function withoutEffect(request: ApiRequest): ApiRequest {
  const query = { ...request.query, dryRun: "All" };
  if (request.method !== "DELETE") return { ...request, query };
  return { ...request, query, body: { ...(isObject(request.body) ? request.body : {}), dryRun: ["All"] } };
}
