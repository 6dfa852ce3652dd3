/** Whether the server is well (apiserver pkg/server/healthz 0.36): it is, and so are all the parts that the real one has. */
import { asText, type WireRequest, type WireResponse } from "./request.ts";

const hooks = (names: string): string[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => `poststarthook/${name}`);

const HOOKS = hooks(`
  start-apiserver-admission-initializer generic-apiserver-start-informers priority-and-fairness-config-consumer
  priority-and-fairness-filter storage-object-count-tracker-hook start-apiextensions-informers
  start-apiextensions-controllers crd-informer-synced start-system-namespaces-controller
  peer-endpoint-reconciler-controller start-cluster-authentication-info-controller
  start-kube-apiserver-identity-lease-controller start-kube-apiserver-identity-lease-garbage-collector
  storage-readiness start-legacy-token-tracking-controller start-service-ip-repair-controllers rbac/bootstrap-roles
  scheduling/bootstrap-system-priority-classes priority-and-fairness-config-producer bootstrap-controller
  start-kubernetes-service-cidr-controller start-kube-aggregator-informers
  apiservice-status-local-available-controller apiservice-status-remote-available-controller
  apiservice-registration-controller apiservice-discovery-controller kube-apiserver-autoregistration
`);
const AFTER = ["autoregister-completion", ...hooks("apiservice-openapi-controller apiservice-openapiv3-controller")];

const CHECKS: Readonly<Record<string, readonly string[]>> = {
  healthz: ["ping", "log", "etcd", ...HOOKS, ...AFTER],
  livez: ["ping", "log", "loopback-serving-certificate", "etcd", ...HOOKS, ...AFTER],
  readyz: ["ping", "log", "etcd", "etcd-readiness", "informer-sync", ...HOOKS, ...AFTER, "shutdown"],
};

/** Undefined for paths that are none of these. */
export function health({ path, query }: WireRequest): WireResponse | undefined {
  const [, name = "", ...below] = path.split("/");
  const checks = CHECKS[name];
  if (checks === undefined) return undefined;
  const check = below.join("/");
  if (check !== "") return checks.includes(check) ? asText("ok") : asText("404 page not found\n", 404);
  if (query["verbose"] === undefined) return asText("ok");
  const excluded = query["exclude"] ?? "";
  const lines = checks.map((one) => `[+]${one} ${one === excluded ? "excluded: ok" : "ok"}\n`);
  return asText(`${lines.join("")}${name} check passed\n`);
}
