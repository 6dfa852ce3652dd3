/** Endpoints, the older form of EndpointSlices (kubernetes pkg/controller/endpoint 1.36). */
import { isObject, listAt, objectAt, sameJson, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { World } from "./controller.ts";
import { addressOf, isPodReady } from "./pods.ts";
import { change, create, remove } from "./writes.ts";

const ENDPOINTS = "/endpoints";
/** When the last of the changes happened that it follows. */
export const TRIGGER = "endpoints.kubernetes.io/last-change-trigger-time";
const MANAGED = "endpoints.kubernetes.io/managed-by";

/** `ports`: as the slice has them. */
export function writeEndpoints(
  service: JsonObject,
  pods: readonly JsonObject[],
  { ports, world }: { readonly ports: readonly JsonValue[]; readonly world: World },
): void {
  const { server } = world;
  const key = `${textAt(service, "metadata", "namespace")}/${textAt(service, "metadata", "name")}`;
  const before = server.store.get(ENDPOINTS, key);
  const subsets = subsetsOf(service, pods, ports);
  const isHeadless = textAt(service, "spec", "clusterIP") === "None";
  const labels: JsonObject = {
    ...objectAt(service, "metadata", "labels"),
    [MANAGED]: "endpoint-controller",
    ...(isHeadless ? { "service.kubernetes.io/headless": "" } : {}),
  };
  if (before === undefined) {
    const [namespace, name] = [textAt(service, "metadata", "namespace"), textAt(service, "metadata", "name")];
    const metadata = { name, namespace, labels, annotations: { [TRIGGER]: world.now } };
    create({ apiVersion: "v1", kind: "Endpoints", metadata, ...(subsets.length === 0 ? {} : { subsets }) }, server);
    return;
  }
  if (sameJson(listAt(before, "subsets"), subsets) && sameJson(objectAt(before, "metadata", "labels"), labels)) return;
  const { subsets: _, ...rest } = before;
  const annotations = { ...objectAt(before, "metadata", "annotations"), [TRIGGER]: world.now };
  const metadata = { ...objectAt(before, "metadata"), labels, annotations };
  change(before, { ...rest, metadata, ...(subsets.length === 0 ? {} : { subsets }) }, { server });
}

function subsetsOf(service: JsonObject, pods: readonly JsonObject[], ports: readonly JsonValue[]): JsonObject[] {
  const takesAll = objectAt(service, "spec")["publishNotReadyAddresses"] === true;
  const living = pods.filter((pod) => textAt(pod, "metadata", "deletionTimestamp") === "");
  const isReady = (pod: JsonObject): boolean => takesAll || isPodReady(pod);
  const ordered = living.map(addressFor).sort((a, b) => (textAt(a, "ip") < textAt(b, "ip") ? -1 : 1));
  const readyIps = new Set(living.filter(isReady).map(addressOf));
  const [ready, others] = [
    ordered.filter((one) => readyIps.has(textAt(one, "ip"))),
    ordered.filter((one) => !readyIps.has(textAt(one, "ip"))),
  ];
  if (ordered.length === 0) return [];
  const named = ports.filter(isObject).map((port) => {
    const { name, ...rest } = port;
    return name === "" || name === undefined ? rest : { name, ...rest };
  });
  return [
    {
      ...(ready.length === 0 ? {} : { addresses: ready }),
      ...(others.length === 0 ? {} : { notReadyAddresses: others }),
      ...(named.length === 0 ? {} : { ports: named }),
    },
  ];
}

function addressFor(pod: JsonObject): JsonObject {
  const [name = "", namespace = "", uid = ""] = ["name", "namespace", "uid"].map((key) => textAt(pod, "metadata", key));
  const hostname = textAt(pod, "spec", "subdomain") === "" ? "" : textAt(pod, "spec", "hostname");
  return {
    ip: addressOf(pod),
    ...(hostname === "" ? {} : { hostname }),
    nodeName: textAt(pod, "spec", "nodeName"),
    targetRef: { kind: "Pod", namespace, name, uid },
  };
}

/** They go with their service. */
export function dropEndpoints(service: JsonObject, { server }: Pick<World, "server">): void {
  const key = `${textAt(service, "metadata", "namespace")}/${textAt(service, "metadata", "name")}`;
  const endpoints = server.store.get(ENDPOINTS, key);
  if (endpoints !== undefined && textAt(endpoints, "metadata", "labels", MANAGED) !== "") remove(endpoints, server);
}
