/** Plays a sequence of requests on a server, and keeps its answers. */
import { listAt, objectAt, textAt, type ApiRequest, type Cluster, type JsonValue } from "../../../src/kube/index.ts";
import { send } from "./compare.ts";
import type { Recorded } from "./recording.ts";
import type { Sequence } from "./sequences.ts";

interface Server extends Pick<Cluster, "request"> {
  /** How long it takes until a definition that was written is heeded. */
  readonly heedsMs?: number;
}

const HEEDS_MS = 60;

const TRIES = 200;
const PAUSE_MS = 25;

/** A namespace with its first account, without which no pod is made. */
export async function makeNamespace(server: Server, name: string): Promise<void> {
  const account = `/api/v1/namespaces/${name}/serviceaccounts/default`;
  await until(() => isThere(server, `/api/v1/namespaces/${name}`).then((found) => !found));
  const body = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
  await server.request({ method: "POST", path: "/api/v1/namespaces", body });
  await until(() => isThere(server, account));
}

export async function isThere(server: Server, path: string): Promise<boolean> {
  return await server.request({ method: "GET", path }).then(
    () => true,
    () => false,
  );
}

export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (await holds()) return;
    await Bun.sleep(PAUSE_MS);
  }
  throw new Error("waited in vain");
}

export async function play(server: Server, { name, requests }: Sequence, namespace: string): Promise<Recorded> {
  const exchanges: Recorded["exchanges"][number][] = [];
  for (const one of requests) {
    const request = JSON.parse(JSON.stringify(one).replaceAll("$NS", namespace)) as typeof one;
    exchanges.push({ request, answer: await send(server, request) });
    if (!changesKinds(request)) continue;
    if (textAt(request.body, "kind") === "CustomResourceDefinition") await served(server, request.body ?? null);
    await Bun.sleep(server.heedsMs ?? HEEDS_MS);
  }
  return { name, exchanges };
}

const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

const changesKinds = ({ method, path, query = {} }: ApiRequest): boolean =>
  method !== "GET" && path.startsWith(DEFINITIONS) && query["dryRun"] === undefined;

/** Deletes what a sequence leaves in a cluster: its namespace, and the kinds it made, which others would find by their names. */
export async function cleanUp(server: Server, { requests }: Sequence, namespace: string): Promise<void> {
  const kinds = requests.filter((one) => changesKinds(one) && textAt(one.body, "kind") === "CustomResourceDefinition");
  const names = kinds.map(({ body }) => textAt(body, "metadata", "name").replaceAll("$NS", namespace));
  for (const path of new Set(names.map((name) => `${DEFINITIONS}/${name}`))) {
    if (!(await isThere(server, path))) continue;
    await server.request({ method: "DELETE", path });
    await until(() => isThere(server, path).then((found) => !found));
  }
  await server.request({ method: "DELETE", path: `/api/v1/namespaces/${namespace}` });
}

/** A kind that was just made is served a moment later, unless another has its names. */
async function served(server: Server, definition: JsonValue): Promise<void> {
  const [group, plural] = [
    textAt(definition, "spec", "group"),
    textAt(objectAt(definition, "spec", "names"), "plural"),
  ];
  const path = `${DEFINITIONS}/${plural}.${group}`;
  if (!(await isThere(server, path))) return;
  let established = "";
  await until(async () => {
    const { body } = await server.request({ method: "GET", path });
    const found = listAt(body, "status", "conditions").find((one) => textAt(one, "type") === "Established");
    return (established = textAt(found, "status")) !== "";
  });
  if (established === "True") await until(() => isThere(server, `/apis/${group}/v1/${plural}`));
}
