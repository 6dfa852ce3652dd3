/** What a watch tells of what a sequence of requests did: the events since it began. */
import { objectAt, textAt, type ApiRequest, type JsonObject, type JsonValue } from "../../../src/kube/index.ts";
import { Sandbox } from "../../../src/sandbox/index.ts";
import { masked } from "./compare.ts";
import { generated } from "./generated.ts";
import { makeNamespace, play } from "./play.ts";
import type { RawServer } from "./raw-server.ts";
import type { Sequence } from "./sequences.ts";

/** Kinds that no controller writes (Services and Ingresses may be given the address of a balancer). */
const QUIET = new Set(["ConfigMap", "Lease", "NetworkPolicy", "Role", "RoleBinding"]);
const SELECTORS = ["", "l=1", "l!=1,m"];
const SANDBOX_MS = 100;

export function watchedSequences(seed: number, count: number): Sequence[] {
  return generated(seed, count).filter(({ name }) => QUIET.has(name.split(" ").at(-1) ?? ""));
}

/** Of each selector the events, masked. */
export async function watchedEvents(
  server: RawServer | Sandbox,
  sequence: Sequence,
  namespace: string,
): Promise<JsonValue[]> {
  await makeNamespace(server, namespace);
  const before = await server.request({ method: "GET", path: `/api/v1/namespaces/${namespace}/serviceaccounts` });
  const resourceVersion = textAt(objectAt(before.body, "metadata"), "resourceVersion");
  await play(server, sequence, namespace);
  const path = (sequence.requests[0]?.path ?? "").replace("$NS", namespace);
  return await Promise.all(
    SELECTORS.map(async (labelSelector) => {
      const query = { watch: "true", timeoutSeconds: "1", resourceVersion, labelSelector };
      const events = await eventsOf(server, { method: "GET", path, query });
      // Every namespace is given this one.
      const own = events.filter((one) => textAt(one, "object", "metadata", "name") !== "kube-root-ca.crt");
      const of = JSON.parse(JSON.stringify(own).replaceAll(namespace, "$NS")) as JsonValue;
      return { labelSelector, events: masked(of, "") };
    }),
  );
}

async function eventsOf(server: RawServer | Sandbox, request: ApiRequest): Promise<JsonObject[]> {
  if (!(server instanceof Sandbox)) {
    const { text } = await server.request(request);
    return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as JsonObject]));
  }
  const events: JsonObject[] = [];
  const watched = server.watch({ ...request, signal: AbortSignal.timeout(SANDBOX_MS) });
  for await (const { type, object } of watched) events.push({ type, object });
  return events;
}
