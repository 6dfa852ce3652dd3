/** Addresses from outside, which a cloud or an ingress controller would give: from the range that documentation is free to use (RFC 5737). */
import { listAt, textAt, type JsonObject } from "../../kube/index.ts";
import type { Controller, World } from "./controller.ts";
import { tell } from "./events.ts";
import { setStatus } from "./writes.ts";

export const ingressController: Controller = (ingress, world) => {
  if (textAt(ingress, "metadata", "deletionTimestamp") !== "") return undefined;
  if (listAt(ingress, "status", "loadBalancer", "ingress").length > 0) return undefined;
  setStatus(ingress, { loadBalancer: { ingress: [{ ip: addressFor(ingress) }] } }, world);
  return undefined;
};

/** Of a Service of the type LoadBalancer; with another type it goes. */
export function balance(service: JsonObject, world: World): void {
  if (textAt(service, "metadata", "deletionTimestamp") !== "") return;
  const has = listAt(service, "status", "loadBalancer", "ingress").length > 0;
  const wants =
    textAt(service, "spec", "type") === "LoadBalancer" && textAt(service, "spec", "loadBalancerClass") === "";
  if (wants === has) return;
  if (!wants) return setStatus(service, { loadBalancer: {} }, world);
  const say = (reason: string, message: string): void =>
    tell(service, { component: "service-controller", reason, message }, world);
  say("EnsuringLoadBalancer", "Ensuring load balancer");
  setStatus(service, { loadBalancer: { ingress: [{ ip: addressFor(service), ipMode: "VIP" }] } }, world);
  say("EnsuredLoadBalancer", "Ensured load balancer");
}

function addressFor(object: JsonObject): string {
  const number = Number.parseInt(textAt(object, "metadata", "uid").slice(0, 2), 16) || 0;
  return `203.0.113.${1 + (number % 254)}`;
}
