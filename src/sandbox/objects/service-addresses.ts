/** Addresses and ports of Services (kubernetes pkg/registry/core/service/storage 1.36): given, kept, and refused where others have them. */
import { listAt, objectAt, sameJson, textAt, valueAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { ipFamily } from "../admit/validate/formats.ts";
import { serviceAddresses } from "../admit/validate/service-addresses.ts";
import { fill, objectIn, objectsIn } from "../admit/fill.ts";
import { invalidValue, type FieldError } from "../wire/refusal.ts";
import type { Server } from "./server.ts";

const NODE_PORTS = { first: 30_000, last: 32_767 };
const RANGE = { text: "10.96.0.0/16", prefix: "10.96." };

const isNamed = (spec: JsonObject): boolean => spec["type"] === "ExternalName";
const hasNodePorts = (spec: JsonObject): boolean => spec["type"] === "NodePort" || spec["type"] === "LoadBalancer";
const needsHealthPort = (spec: JsonObject): boolean =>
  spec["type"] === "LoadBalancer" && spec["externalTrafficPolicy"] === "Local";

/** Of a new service. */
export function newServiceAddress(object: JsonObject, server: Server): void {
  const spec = objectIn(object, "spec");
  if (isNamed(spec) && textAt(spec, "clusterIP") !== "") fill(spec, { clusterIPs: [spec["clusterIP"] ?? ""] });
  serviceAddress(object, server);
}

/** Gives what was not asked for. */
export function serviceAddress(object: JsonObject, server: Server): void {
  const spec = objectIn(object, "spec");
  if (isNamed(spec)) return;
  // So are families that there are no addresses of.
  if (listAt(spec, "ipFamilies").some((one) => one !== "IPv4") && spec["clusterIP"] !== "None") {
    if (textAt(spec, "clusterIP") !== "") fill(spec, { clusterIPs: [spec["clusterIP"] ?? ""] });
    fill(spec, { ipFamilyPolicy: "SingleStack" });
    return;
  }
  // A list without a first one of its own is refused.
  if (textAt(spec, "clusterIP") === "" && listAt(spec, "clusterIPs").length > 0) return;
  fill(spec, { clusterIP: freeAddress(server) });
  fill(spec, { clusterIPs: [spec["clusterIP"] ?? "None"], ...familiesOf(spec) });
  const used = usedNodePorts(server);
  if (hasNodePorts(spec) && spec["allocateLoadBalancerNodePorts"] !== false) {
    // One number of a service has one node port, in all its protocols.
    const own = new Map<JsonValue | undefined, JsonValue>();
    for (const port of objectsIn(spec, "ports")) {
      const given = port["nodePort"] ?? own.get(port["port"]) ?? freePort(used, server);
      port["nodePort"] = given;
      own.set(port["port"], given);
    }
  }
  if (needsHealthPort(spec)) fill(spec, { healthCheckNodePort: freePort(used, server) });
}

/** Without pods to ask, a service without an address of its own may have either family. */
function familiesOf(spec: JsonObject): JsonObject {
  const isOpen = spec["clusterIP"] === "None" && Object.keys(objectAt(spec, "selector")).length === 0;
  const isAsked = listAt(spec, "ipFamilies").length > 0 || spec["ipFamilyPolicy"] !== undefined;
  if (isOpen && !isAsked) return { ipFamilies: ["IPv4", "IPv6"], ipFamilyPolicy: "RequireDualStack" };
  const family = ipFamily(textAt(spec, "clusterIP")) ?? "IPv4";
  return { ipFamilies: [family], ipFamilyPolicy: "SingleStack" };
}

function services({ store }: Server): JsonObject[] {
  return store.list("/services");
}

function usedNodePorts(server: Server): Set<JsonValue | undefined> {
  return new Set(
    services(server).flatMap((one) => [
      valueAt(one, "spec", "healthCheckNodePort"),
      ...listAt(one, "spec", "ports").map((port) => valueAt(port, "nodePort")),
    ]),
  );
}

function freePort(used: Set<JsonValue | undefined>, server: Server): number {
  let free = NODE_PORTS.first + Math.floor(server.ports.random() * (NODE_PORTS.last - NODE_PORTS.first));
  while (used.has(free)) free = free === NODE_PORTS.last ? NODE_PORTS.first : free + 1;
  used.add(free);
  return free;
}

function freeAddress(server: Server): string {
  const used = new Set(services(server).map((one) => textAt(one, "spec", "clusterIP")));
  const first = 256 + Math.floor(server.ports.random() * 60_000);
  for (let number = first; ; number++) {
    const address = `${RANGE.prefix}${(number >> 8) & 255}.${number & 255}`;
    if (!used.has(address)) return address;
  }
}

// --- updates

/** What an update leaves out is kept, and what its new type has no use for goes. */
export function keepAddresses(before: JsonObject, after: JsonObject): void {
  const [old, spec] = [objectAt(before, "spec"), objectIn(after, "spec")];
  if (!isNamed(old) && !isNamed(spec)) {
    fill(spec, { clusterIP: old["clusterIP"] ?? "" });
    if (listAt(spec, "clusterIPs").length === 0 && spec["clusterIP"] === old["clusterIP"]) {
      fill(spec, { clusterIPs: old["clusterIPs"] ?? [] });
    }
    // Another address may be of another family.
    const kept = spec["clusterIP"] === old["clusterIP"] ? ["ipFamilies", "ipFamilyPolicy"] : ["ipFamilyPolicy"];
    for (const key of kept) if (old[key] !== undefined) fill(spec, { [key]: old[key] });
  }
  if (hasNodePorts(old) && hasNodePorts(spec)) keepNodePorts(old, spec);
  if (needsHealthPort(old) && needsHealthPort(spec))
    fill(spec, { healthCheckNodePort: old["healthCheckNodePort"] ?? 0 });
  // Who changes the one means both.
  const isSameList = sameJson(old["clusterIPs"] ?? [], spec["clusterIPs"] ?? []);
  if (spec["clusterIP"] !== old["clusterIP"] && isSameList) {
    spec["clusterIPs"] = textAt(spec, "clusterIP") === "" ? [] : [spec["clusterIP"] ?? ""];
  }
  dropUnused(old, spec);
}

function keepNodePorts(old: JsonObject, spec: JsonObject): void {
  const ports = listAt(old, "ports");
  for (const port of objectsIn(spec, "ports")) {
    const same = ports.find(
      (one) => textAt(one, "protocol") === textAt(port, "protocol") && valueAt(one, "port") === port["port"],
    );
    const nodePort = valueAt(same, "nodePort");
    if (nodePort !== undefined) fill(port, { nodePort });
  }
}

/** Only what was not touched: the rest is refused. */
function dropUnused(old: JsonObject, spec: JsonObject): void {
  const drop = (keys: readonly string[]): void => {
    for (const key of keys) if (sameJson(old[key] ?? null, spec[key] ?? null)) delete spec[key];
  };
  if (isNamed(spec) && !isNamed(old)) {
    drop(["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"]);
  }
  if (hasNodePorts(old) && !hasNodePorts(spec)) {
    const had = new Set(listAt(old, "ports").map((port) => valueAt(port, "nodePort")));
    for (const port of objectsIn(spec, "ports")) if (had.has(port["nodePort"])) delete port["nodePort"];
    drop(["externalTrafficPolicy"]);
  }
  if (needsHealthPort(old) && !needsHealthPort(spec)) drop(["healthCheckNodePort"]);
  if (old["type"] === "LoadBalancer" && spec["type"] !== "LoadBalancer") {
    drop(["allocateLoadBalancerNodePorts", "loadBalancerClass"]);
  }
}

// --- what cannot be given

interface Giving {
  readonly server: Server;
  /** A dry run is not refused for its node ports. */
  readonly options: { readonly dryRun: boolean };
}

/** Told of alone, before anything else is looked at: of each step what it finds, where the one before it found nothing. */
export function addressErrors(
  after: JsonObject,
  before: JsonObject | undefined,
  { server, options }: Giving,
): readonly FieldError[] {
  if (after["kind"] !== "Service") return [];
  const [spec, old] = [objectAt(after, "spec"), objectAt(before ?? null, "spec")];
  const steps: readonly (() => readonly FieldError[])[] = [
    () => (isNamed(spec) ? [] : serviceAddresses(after, "")),
    () => (isNamed(spec) ? [] : familyErrors(spec)),
    // What has one keeps it.
    () => (isNamed(spec) || (before !== undefined && !isNamed(old)) ? [] : clusterAddressErrors(after, server)),
    () => (isNamed(spec) ? [] : nodePortErrors(spec, before, { server, options })),
  ];
  for (const step of steps) {
    const errors = step();
    if (errors.length > 0) return errors;
  }
  return [];
}

function familyErrors(spec: JsonObject): FieldError[] {
  const isOpen = spec["clusterIP"] === "None" && Object.keys(objectAt(spec, "selector")).length === 0;
  if (isOpen) return [];
  const address = textAt(spec, "clusterIP");
  if (ipFamily(address) === "IPv6") {
    return [invalidValue("spec.clusterIPs[0]", spec["clusterIPs"], "IPv6 is not configured on this cluster")];
  }
  const errors = listAt(spec, "ipFamilies").flatMap((one, i) =>
    one === "IPv6" ? [invalidValue(`spec.ipFamilies[${i}]`, one, "not configured on this cluster")] : [],
  );
  if (spec["ipFamilyPolicy"] === "RequireDualStack") {
    const why = "this cluster is not configured for dual-stack services";
    errors.push(invalidValue("spec.ipFamilyPolicy", "RequireDualStack", why));
  }
  return errors;
}

function clusterAddressErrors(service: JsonObject, server: Server): FieldError[] {
  const spec = objectAt(service, "spec");
  const [address, uid] = [textAt(spec, "clusterIP"), textAt(service, "metadata", "uid")];
  if (address === "None" || ipFamily(address) !== "IPv4") return [];
  const fails = (why: string): FieldError[] => [
    invalidValue("spec.clusterIPs", spec["clusterIPs"], `failed to allocate IP ${address}: ${why}`),
  ];
  if (!address.startsWith(RANGE.prefix)) {
    const of = `The range of valid IPs is ${RANGE.text}`;
    return fails(`the provided IP (${address}) is not in the valid range. ${of}`);
  }
  const isTaken = services(server).some(
    (one) => textAt(one, "spec", "clusterIP") === address && textAt(one, "metadata", "uid") !== uid,
  );
  return isTaken ? fails("provided IP is already allocated") : [];
}

const OUT_OF_RANGE = `provided port is not in the valid range. The range of valid ports is ${NODE_PORTS.first}-${NODE_PORTS.last}`;

/** One number serves two protocols of a new service only where their ports are one number, too. */
function nodePortErrors(spec: JsonObject, before: JsonObject | undefined, { server, options }: Giving): FieldError[] {
  const own = new Set(listAt(before ?? null, "spec", "ports").map((port) => valueAt(port, "nodePort")));
  const others = usedNodePorts(server);
  const seen = new Map<JsonValue, JsonValue | undefined>();
  return listAt(spec, "ports").flatMap((port, i) => {
    const nodePort = valueAt(port, "nodePort") ?? 0;
    if (nodePort === 0) return [];
    const isShared = before !== undefined || seen.get(nodePort) === valueAt(port, "port");
    const isTaken = (seen.has(nodePort) && !isShared) || (others.has(nodePort) && !own.has(nodePort));
    seen.set(nodePort, valueAt(port, "port"));
    const isInRange = Number(nodePort) >= NODE_PORTS.first && Number(nodePort) <= NODE_PORTS.last;
    if (!isInRange && !options.dryRun && hasNodePorts(spec) && !own.has(nodePort))
      return [invalidValue(`spec.ports[${i}].nodePort`, nodePort, OUT_OF_RANGE)];
    return isTaken ? [invalidValue(`spec.ports[${i}].nodePort`, nodePort, "provided port is already allocated")] : [];
  });
}
