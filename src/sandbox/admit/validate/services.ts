/** Services and what stands behind them (kubernetes pkg/apis/core/validation and discovery/validation 1.36). */
import { isObject, listAt, textAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { duplicateValue, forbiddenField, invalidValue, required, type FieldError } from "../../wire/refusal.ts";
import { cidrProblems } from "./cidr.ts";
import { address, ipFamily, label, labels, portOrName, qualifiedName, subdomain } from "./formats.ts";
import { specialAddress } from "./addresses.ts";
import { addressesOfType } from "./service-addresses.ts";
import {
  absent,
  all,
  by,
  choice,
  fields,
  filled,
  given,
  items,
  must,
  nothing,
  on,
  oneOf,
  portNumber,
  unique,
  uniqueBy,
  type Rule,
} from "./rules.ts";

const TYPES = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

const protocol = oneOf("SCTP", "TCP", "UDP");

// --- ports

const port = (spec: JsonObject): Rule => {
  const isOnly = listAt(spec, "ports").length === 1;
  const target: Rule = (value, at) => (isNoNumber(value) ? [] : portOrName(value, at));
  return all(
    fields({
      name: isOnly ? filled(label) : must(label),
      port: portNumber,
      protocol,
      targetPort: target,
      appProtocol: given(qualifiedName),
    }),
    spec["type"] === "ClusterIP" ? on("nodePort", filled(unusable("ClusterIP"))) : nothing,
  );
};

/** Nothing was said: the port itself. */
const isNoNumber = (value: JsonValue | undefined): boolean => value === undefined || value === "";

const unusable =
  (type: string): Rule =>
  (_value, at) => [forbiddenField(at, `may not be used when \`type\` is '${type}'`)];

const uniquePorts = unique(
  (one) => `${textAt(one, "protocol")}/${String(isObject(one) ? one["port"] : "")}`,
  (one, at) => duplicateValue(at, asGo(one)),
);

/** As Go's own struct is written: what two ports have in common. */
function asGo(value: JsonValue): JsonObject {
  const number = isObject(value) ? (value["port"] ?? 0) : 0;
  const shared = { Port: number, TargetPort: 0, NodePort: 0 };
  return { Name: "", Protocol: textAt(value, "protocol"), AppProtocol: null, ...shared };
}

const uniqueNodePorts = unique(
  (one) => {
    const number = isObject(one) ? (one["nodePort"] ?? 0) : 0;
    return number === 0 ? undefined : `${textAt(one, "protocol")}/${String(number)}`;
  },
  (one, at) => duplicateValue(`${at}.nodePort`, isObject(one) ? one["nodePort"] : 0),
);

// --- the rest

const DAY_SECONDS = 86_400;
const TIMEOUT_RULE = "must be greater than 0 and less than 86400";

const sessionTimeout: Rule = (value, at) =>
  Number(value) > 0 && Number(value) <= DAY_SECONDS ? [] : [invalidValue(at, value, TIMEOUT_RULE)];

const isExternal = (spec: JsonObject): boolean =>
  spec["type"] === "NodePort" || spec["type"] === "LoadBalancer" || listAt(spec, "externalIPs").length > 0;

const externalPolicy = (spec: JsonObject): Rule =>
  isExternal(spec)
    ? filled(choice(["Cluster", "Local"]))
    : filled((value, at) => [invalidValue(at, value, "may only be set for externally-accessible services")]);

const balancerOnly = "may only be used when `type` is 'LoadBalancer'";

export const balancerClass = (isBalancer: boolean): Rule => (isBalancer ? given(qualifiedName) : absent(balancerOnly));

/** Where a balancer was found. */
export const balancerStatus: Rule = on(
  "status",
  on("loadBalancer", on("ingress", items(fields({ ip: filled(address), hostname: filled(subdomain) })))),
);

/** Its message calls the field as Go does. */
const sourceRanges =
  (isBalancer: boolean): Rule =>
  (value, path) => {
    const at = path.replace(/loadBalancerSourceRanges$/, "LoadBalancerSourceRanges");
    const ranges = listAt(value);
    return [
      ...(ranges.length > 0 && !isBalancer ? [forbiddenField(at, balancerOnly)] : []),
      ...ranges.flatMap((one, i) =>
        cidrProblems(String(one).trim()).map((why) => invalidValue(`${at}[${i}]`, one, why)),
      ),
    ];
  };

const healthPort = (spec: JsonObject): Rule => {
  const isUsed = spec["type"] === "LoadBalancer" && spec["externalTrafficPolicy"] === "Local";
  const why = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
  return isUsed ? filled(portNumber) : filled((value, at) => [invalidValue(at, value, why)]);
};

const DISTRIBUTIONS = ["PreferClose", "PreferSameZone", "PreferSameNode"];

const self = (spec: JsonObject): Rule => {
  const [type, isBalancer] = [textAt(spec, "type"), spec["type"] === "LoadBalancer"];
  const isNamed = type === "ExternalName";
  const needsPorts = !isNamed && textAt(spec, "clusterIP") !== "None";
  return fields({
    ports: all(needsPorts ? must() : nothing, items(port(spec)), uniqueBy("name"), uniqueNodePorts, uniquePorts),
    selector: labels,
    sessionAffinity: must(oneOf("ClientIP", "None")),
    sessionAffinityConfig:
      spec["sessionAffinity"] === "ClientIP" ? on("clientIP", on("timeoutSeconds", sessionTimeout)) : nothing,
    type: choice(TYPES),
    externalName: isNamed ? must(subdomain) : nothing,
    externalIPs: items(all(address, specialAddress)),
    externalTrafficPolicy: externalPolicy(spec),
    internalTrafficPolicy: given(oneOf("Cluster", "Local")),
    healthCheckNodePort: healthPort(spec),
    loadBalancerClass: balancerClass(isBalancer),
    loadBalancerSourceRanges: sourceRanges(isBalancer),
    allocateLoadBalancerNodePorts: isBalancer ? nothing : absent(balancerOnly),
    trafficDistribution: given(choice(DISTRIBUTIONS)),
  });
};

export const service: Rule = on(
  "spec",
  by((spec) => all(self(spec), addressesOfType(spec))),
);

// --- endpoints

const endpointAddress: Rule = fields({
  ip: all(address, oldAddress, specialAddress),
  hostname: filled(label),
  nodeName: given(subdomain),
});

/** What is no address is told of twice. */
function oldAddress(value: JsonValue | undefined, at: string): FieldError[] {
  return ipFamily(String(value ?? "")) === undefined
    ? [invalidValue(at, value ?? "", "must be a valid IP address")]
    : [];
}

const subset: Rule = (value, at) => {
  const count = listAt(value ?? null, "addresses").length + listAt(value ?? null, "notReadyAddresses").length;
  const isOnly = listAt(value ?? null, "ports").length === 1;
  return [
    ...(count === 0 ? [required(at, "must specify `addresses` or `notReadyAddresses`")] : []),
    ...fields({
      addresses: items(endpointAddress),
      notReadyAddresses: items(endpointAddress),
      ports: items(
        fields({
          name: isOnly ? filled(label) : must(label),
          port: portNumber,
          protocol: must(protocol),
          appProtocol: given(qualifiedName),
        }),
      ),
    })(value, at),
  ];
};

export const endpoints: Rule = on("subsets", items(subset));

const ADDRESS_TYPES = ["FQDN", "IPv4", "IPv6"];

const sliceAddress =
  (type: string): Rule =>
  (value, at) => {
    if (type === "FQDN") return subdomain(value, at);
    const problems = address(value, at);
    if (problems.length > 0) return problems;
    // Of the wrong family messages tell at the list.
    const isOther = ipFamily(String(value)) !== type;
    const article = type === "IPv4" ? "an IPv4" : "an IPv6";
    if (isOther) return [invalidValue(at.replace(/\[\d+\]$/, ""), value, `must be ${article} address`)];
    return specialAddress(value, at);
  };

export const endpointSlice: Rule = by((slice) =>
  fields({
    addressType: must(oneOf(...ADDRESS_TYPES)),
    endpoints: ADDRESS_TYPES.includes(textAt(slice, "addressType"))
      ? items(
          fields({
            addresses: all(
              must(undefined, "must contain at least 1 address"),
              items(sliceAddress(textAt(slice, "addressType"))),
            ),
            hostname: given(label),
            nodeName: given(subdomain),
          }),
        )
      : nothing,
    ports: all(
      items(
        fields({
          name: filled(label),
          protocol: given(protocol),
          appProtocol: given(qualifiedName),
        }),
      ),
      unique(
        (one) => textAt(one, "name"),
        (one, at) => duplicateValue(`${at}.name`, textAt(one, "name")),
      ),
    ),
  }),
);
