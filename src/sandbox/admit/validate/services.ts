/** Services and what stands behind them (kubernetes pkg/apis/core/validation and discovery/validation 1.36). */
import { isObject, listAt, textAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { duplicateValue, forbiddenField, invalidValue, required, type FieldError } from "../../wire/refusal.ts";
import { cidrProblems } from "./cidr.ts";
import { address, ipFamily, label, labels, portOrName, qualifiedName, subdomain } from "./formats.ts";
import { specialAddress } from "./addresses.ts";
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

// --- addresses

const FAMILIES = ["IPv4", "IPv6"];

function clusterAddresses(spec: JsonObject): Rule {
  const ips = listAt(spec, "clusterIPs").map(String);
  return (_value, at) => [
    ...shapeErrors(textAt(spec, "clusterIP"), ips, `${at}.clusterIPs`),
    ...addressErrors(ips, { families: listAt(spec, "ipFamilies"), at: `${at}.clusterIPs` }),
  ];
}

const isHeadless = (ips: readonly JsonValue[]): boolean => ips.length === 1 && ips[0] === "None";

/** What a type has no addresses for. */
function addressesOfType(spec: JsonObject): Rule {
  const type = textAt(spec, "type");
  if (type === "ExternalName") {
    const unwanted = absent("may not be set for ExternalName services");
    return fields({ clusterIPs: unwanted, ipFamilies: unwanted, ipFamilyPolicy: unwanted });
  }
  if (!isHeadless(listAt(spec, "clusterIPs")) || (type !== "NodePort" && type !== "LoadBalancer")) return nothing;
  const why = `may not be set to 'None' for ${type} services`;
  return (_value, at) => [invalidValue(`${at}.clusterIPs[0]`, "None", why)];
}

/** What is no address hides how many there are of which family. */
function addressErrors(
  ips: readonly string[],
  { families, at }: { families: readonly JsonValue[]; at: string },
): FieldError[] {
  const isNone = ips[0] === "None";
  const invalid = isNone && ips.length > 1 ? [invalidValue(at, ips, "'None' must be the first and only value")] : [];
  ips.forEach((ip, i) => invalid.push(...(isNone && i === 0 ? [] : address(ip, `${at}[${i}]`))));
  const tooMany = ips.length > 2 ? [invalidValue(at, ips, "may only hold up to 2 values")] : [];
  if (invalid.length > 0 || isNone) return [...invalid, ...tooMany];
  const isDualStack = new Set(ips.map((ip) => ipFamily(ip))).size > 1;
  const alike =
    ips.length > 1 && !isDualStack ? [invalidValue(at, ips, "may specify no more than one IP for each IP family")] : [];
  return [...tooMany, ...alike, ...ips.flatMap((ip, i) => ofFamily(families[i], i)(ip, `${at}[${i}]`))];
}

function shapeErrors(ip: string, ips: readonly string[], at: string): FieldError[] {
  const errors: FieldError[] = [];
  if (ips.length > 0 && ip === "")
    errors.push(invalidValue(at, ips, "must be empty when `clusterIP` is not specified"));
  else if (ips.length > 0 && ips[0] !== ip) errors.push(invalidValue(at, ips, "first value must match `clusterIP`"));
  return errors;
}

const families: Rule = all(
  items(choice(FAMILIES)),
  unique(
    (one) => String(one),
    (one, at) => duplicateValue(at, one),
  ),
);

const ofFamily =
  (family: JsonValue | undefined, i: number): Rule =>
  (value, at) => {
    if (!FAMILIES.includes(String(family)) || ipFamily(String(value)) === family) return [];
    return [invalidValue(at, value, `expected an ${String(family)} value as indicated by \`ipFamilies[${i}]\``)];
  };

const SINGLE = "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified";

function familyErrors(spec: JsonObject): Rule {
  const [policy, wanted] = [textAt(spec, "ipFamilyPolicy"), listAt(spec, "ipFamilies")];
  return (_value, at) => {
    if (families(wanted, "").length > 0) return [];
    if (wanted.length > 1 && policy !== "RequireDualStack" && policy !== "PreferDualStack") {
      return [invalidValue(`${at}.ipFamilyPolicy`, policy, SINGLE)];
    }
    return [];
  };
}

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
    if (ranges.length > 0 && !isBalancer) return [forbiddenField(at, balancerOnly)];
    return ranges.flatMap((one, i) =>
      cidrProblems(String(one).trim()).map((why) => invalidValue(`${at}[${i}]`, one, why)),
    );
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

/** Looked at first: what is wrong here is told of alone. */
export const serviceAddresses: Rule = on("spec", by(addresses));

function addresses(spec: JsonObject): Rule {
  return all(
    fields({
      ipFamilyPolicy: given(oneOf("PreferDualStack", "RequireDualStack", "SingleStack")),
      ipFamilies: families,
    }),
    clusterAddresses(spec),
    familyErrors(spec),
  );
}

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
