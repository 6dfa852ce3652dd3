/** Services, ingresses, endpoints and addresses in a line. */
import { listAt, numberAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { ageOf, fewOf, labelText, nameOf, selectorText, shown, type Cells } from "./texts.ts";

export const serviceCells: Cells = (object, now) => [
  ...[nameOf(object), textAt(object, "spec", "type"), textAt(object, "spec", "clusterIPs", 0) || "<none>"],
  ...[externalAddress(object), servicePorts(object), ageOf(object, now)],
  labelText(objectAt(object, "spec", "selector")),
];

function externalAddress(service: JsonObject): string {
  const external = listAt(service, "spec", "externalIPs").map(String);
  switch (textAt(service, "spec", "type")) {
    case "ClusterIP":
    case "NodePort":
      return external.join(",") || "<none>";
    case "LoadBalancer":
      return [...balancerAddresses(service), ...external].join(",") || "<pending>";
    case "ExternalName":
      return textAt(service, "spec", "externalName");
    default:
      return "<unknown>";
  }
}

function balancerAddresses(object: JsonObject): string[] {
  const all = listAt(object, "status", "loadBalancer", "ingress").map(
    (one) => textAt(one, "ip") || textAt(one, "hostname"),
  );
  return [...new Set(all.filter((one) => one !== ""))].sort();
}

function servicePorts(service: JsonObject): string {
  const ports = listAt(service, "spec", "ports").map((port) => {
    const node = numberAt(port, "nodePort") ?? 0;
    return `${numberAt(port, "port")}${node > 0 ? `:${node}` : ""}/${textAt(port, "protocol")}`;
  });
  return ports.join(",") || "<none>";
}

const HOSTS_MAX = 3;

export const ingressCells: Cells = (object, now) => {
  const rules = listAt(object, "spec", "rules");
  const hosts = rules
    .map((one) => textAt(one, "host"))
    .filter((host) => host !== "")
    .slice(0, HOSTS_MAX);
  const more = rules.length > HOSTS_MAX && hosts.length === HOSTS_MAX ? ` + ${rules.length - HOSTS_MAX} more...` : "";
  return [
    ...[nameOf(object), shown(valueAt(object, "spec", "ingressClassName"))],
    ...[hosts.length === 0 ? "*" : hosts.join(",") + more, balancerAddresses(object).join(",")],
    ...[listAt(object, "spec", "tls").length > 0 ? "80, 443" : "80", ageOf(object, now)],
  ];
};

export const ingressClassCells: Cells = (object, now) => {
  const isDefault = textAt(object, "metadata", "annotations", "ingressclass.kubernetes.io/is-default-class") === "true";
  const parameters = objectAt(object, "spec", "parameters");
  const group = textAt(parameters, "apiGroup");
  const kind = textAt(parameters, "kind") + (group === "" ? "" : `.${group}`);
  return [
    ...[nameOf(object) + (isDefault ? " (default)" : ""), textAt(object, "spec", "controller")],
    ...[kind === "" ? "<none>" : `${kind}/${textAt(parameters, "name")}`, ageOf(object, now)],
  ];
};

const ENDPOINTS_MAX = 3;

export const endpointsCells: Cells = (object, now) => {
  const all = listAt(object, "subsets").flatMap((subset) => {
    const addresses = listAt(subset, "addresses").map((one) => textAt(one, "ip"));
    const ports = listAt(subset, "ports").map((one) => numberAt(one, "port") ?? 0);
    if (ports.length === 0) return addresses;
    return ports.flatMap((port) => addresses.map((ip) => (ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`)));
  });
  const none = listAt(object, "subsets").length === 0 ? "<none>" : "";
  return [nameOf(object), fewOf(all, ENDPOINTS_MAX, none), ageOf(object, now)];
};

export const endpointSliceCells: Cells = (object, now) => {
  const ports = listAt(object, "ports").map((one) => shown(valueAt(one, "port") ?? valueAt(one, "name"), "*"));
  const endpoints = listAt(object, "endpoints").flatMap((one) => listAt(one, "addresses").map(String));
  return [
    ...[nameOf(object), textAt(object, "addressType"), fewOf(ports, ENDPOINTS_MAX, "<unset>")],
    ...[fewOf(endpoints, ENDPOINTS_MAX, "<unset>"), ageOf(object, now)],
  ];
};

export const networkPolicyCells: Cells = (object, now) => [
  ...[nameOf(object), selectorText(objectAt(object, "spec", "podSelector")), ageOf(object, now)],
];

export const serviceRangeCells: Cells = (object, now) => [
  ...[nameOf(object), listAt(object, "spec", "cidrs").map(String).join(","), ageOf(object, now)],
];

export const addressCells: Cells = (object, now): JsonValue[] => {
  const parent = objectAt(object, "spec", "parentRef");
  const [group, namespace] = [textAt(parent, "group"), textAt(parent, "namespace")];
  const resource = textAt(parent, "resource") + (group === "" ? "" : `.${group}`);
  const path = [resource.toLowerCase(), namespace, textAt(parent, "name")].filter((one) => one !== "");
  return [nameOf(object), path.length === 0 ? "<none>" : path.join("/"), ageOf(object, now)];
};
