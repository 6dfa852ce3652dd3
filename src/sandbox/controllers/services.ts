/** Services: their endpoints, in both forms. */
import { listAt, objectAt, sameJson, textAt, valueAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { Controller, World } from "./controller.ts";
import { balance } from "./addresses.ts";
import { TRIGGER, writeEndpoints } from "./endpoints.ts";
import { addressOf, isPodReady } from "./pods.ts";
import { change, create, ownerReference } from "./writes.ts";

const SLICES = "discovery.k8s.io/endpointslices";

export const serviceController: Controller = (service, world) => {
  balance(service, world);
  const selector = Object.entries(objectAt(service, "spec", "selector"));
  if (selector.length === 0 || textAt(service, "metadata", "deletionTimestamp") !== "") return undefined;
  const namespace = textAt(service, "metadata", "namespace");
  const pods = world.server.store.list("/pods").filter((pod) => {
    const labels = objectAt(pod, "metadata", "labels");
    return (
      textAt(pod, "metadata", "namespace") === namespace &&
      textAt(pod, "status", "podIP") !== "" &&
      selector.every(([key, value]) => labels[key] === value)
    );
  });
  const ports = portsOf(service, pods);
  writeSlice(service, pods, { ports, world });
  writeEndpoints(service, pods, { ports, world });
  return undefined;
};

function portsOf(service: JsonObject, pods: readonly JsonObject[]): JsonObject[] {
  return listAt(service, "spec", "ports").map((port) => ({
    name: textAt(port, "name"),
    port: targetOf(port, pods),
    protocol: textAt(port, "protocol"),
  }));
}

function writeSlice(
  service: JsonObject,
  pods: readonly JsonObject[],
  { ports, world: { server, owners, now } }: { readonly ports: readonly JsonObject[]; readonly world: World },
): void {
  const [name, namespace] = [textAt(service, "metadata", "name"), textAt(service, "metadata", "namespace")];
  const content = {
    addressType: "IPv4",
    // As an empty list is stored: what it is compared with below.
    endpoints: pods.length === 0 ? null : pods.map(endpointOf),
    ports: ports.length === 0 ? null : [...ports],
  };
  const [slice] = owners.controlled(textAt(service, "metadata", "uid"), SLICES);
  if (slice === undefined) {
    const isHeadless = textAt(service, "spec", "clusterIP") === "None";
    const labels: JsonObject = {
      ...objectAt(service, "metadata", "labels"),
      ...(isHeadless ? { "service.kubernetes.io/headless": "" } : {}),
      "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
      "kubernetes.io/service-name": name,
    };
    const annotations = { [TRIGGER]: now };
    const metadata = {
      ...{ generateName: `${name}-`, namespace, labels, annotations },
      ownerReferences: [ownerReference(service)],
    };
    create({ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", metadata, ...content }, server);
  } else if (
    !sameJson(slice["endpoints"] ?? null, content.endpoints) ||
    !sameJson(slice["ports"] ?? null, content.ports)
  ) {
    change(slice, { ...slice, ...content }, { server });
  }
}

function endpointOf(pod: JsonObject): JsonObject {
  const ready = isPodReady(pod);
  const [name, namespace, uid] = ["name", "namespace", "uid"].map((key) => textAt(pod, "metadata", key));
  return {
    addresses: [addressOf(pod)],
    conditions: { ready, serving: ready, terminating: textAt(pod, "metadata", "deletionTimestamp") !== "" },
    nodeName: textAt(pod, "spec", "nodeName"),
    targetRef: { kind: "Pod", name: name ?? "", namespace: namespace ?? "", uid: uid ?? "" },
  };
}

/** Named ports are looked up in the pods. */
function targetOf(port: JsonValue, pods: readonly JsonObject[]): JsonValue {
  const target = valueAt(port, "targetPort") ?? valueAt(port, "port") ?? null;
  if (typeof target === "number") return target;
  const ports = pods.flatMap((pod) => listAt(pod, "spec", "containers").flatMap((one) => listAt(one, "ports")));
  return (
    valueAt(
      ports.find((one) => textAt(one, "name") === target),
      "containerPort",
    ) ?? null
  );
}
