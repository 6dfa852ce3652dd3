/** Ingresses and network policies (kubernetes pkg/apis/networking/validation 1.36). */
import { isObject, listAt, textAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { forbiddenField, invalidValue, notSupported, required, tooLong, type FieldError } from "../../wire/refusal.ts";
import { pathErrors, subdomainErrors } from "../names.ts";
import { cidrProblems, isStrictSubset, rangeOf } from "./cidr.ts";
import { domainPathErrors, ipFamily, labelSelector, portName, portOrName, subdomain, label } from "./formats.ts";
import {
  all,
  between,
  by,
  choice,
  fields,
  filled,
  format,
  given,
  items,
  must,
  on,
  oneOf,
  portNumber,
  type Rule,
} from "./rules.ts";

// --- ingresses

const WILDCARD =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case " +
  "alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for " +
  "validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

const host = format((name) => {
  if (!name.includes("*")) return subdomainErrors(name);
  return /^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name) ? [] : [WILDCARD];
});

const ruleHost: Rule = filled((value, at) =>
  ipFamily(String(value)) === undefined
    ? host(value, at)
    : [invalidValue(at, value, "must be a DNS name, not an IP address")],
);

/** The port is told of at the backend. */
const backendService: Rule = (value, at) => {
  const place = at.replace(/\.service$/, "");
  const port = isObject(value) ? value["port"] : undefined;
  const [name, number] = [textAt(port ?? null, "name"), isObject(port) ? (port["number"] ?? 0) : 0];
  return [
    ...must(label)(textAt(value ?? null, "name"), `${at}.name`),
    ...(name !== "" && number !== 0 ? [invalidValue(place, "", "cannot set both port name & port number")] : []),
    ...(name === "" && number === 0 ? [required(place, "port name or number is required")] : []),
    ...(name !== "" && number === 0 ? portName(name, `${at}.port.name`) : []),
    ...(number !== 0 && name === "" ? portNumber(number, `${at}.port.number`) : []),
  ];
};

/** An object by its kind and name, of a group that may be left out. */
const reference = fields({
  apiGroup: given(subdomain),
  kind: must(format(pathErrors)),
  name: must(format(pathErrors)),
});

const backend: Rule = (value, at) => {
  const [service, other] = isObject(value) ? [value["service"], value["resource"]] : [];
  if (isObject(service) && isObject(other)) {
    return [invalidValue(at, "", "cannot set both resource and service backends")];
  }
  if (isObject(other)) return reference(other, `${at}.resource`);
  if (isObject(service)) return backendService(service, `${at}.service`);
  return [invalidValue(at, "", "resource or service backend is required")];
};

const WITHIN = ["//", "/./", "/../", "%2f", "%2F"];
const AT_END = ["/..", "/."];

function pathProblems(path: string): string[] {
  if (!path.startsWith("/")) return ["must be an absolute path"];
  return [
    ...WITHIN.filter((part) => path.includes(part)).map((part) => `must not contain '${part}'`),
    ...AT_END.filter((part) => path.endsWith(part)).map((part) => `cannot end with '${part}'`),
  ];
}

const httpPath: Rule = by((path) => {
  const type = textAt(path, "pathType");
  const isFree = type === "ImplementationSpecific";
  const absolute = format((text) => (text.startsWith("/") ? [] : ["must be an absolute path"]));
  // Nothing else is looked at where there is none.
  if ((path["pathType"] ?? null) === null) return on("pathType", must(undefined, "pathType must be specified"));
  return fields({
    pathType: oneOf("Exact", "ImplementationSpecific", "Prefix"),
    path: isFree ? filled(absolute) : type === "Exact" || type === "Prefix" ? format(pathProblems) : () => [],
    backend,
  });
});

const http: Rule = given(on("paths", must(items(httpPath))));

const ingressSpec: Rule = (value, at) => {
  const spec = isObject(value) ? value : {};
  const isEmpty = listAt(spec, "rules").length === 0 && spec["defaultBackend"] === undefined;
  return [
    ...(isEmpty
      ? [invalidValue(at, spec["rules"] ?? null, "either `defaultBackend` or `rules` must be specified")]
      : []),
    ...fields({
      defaultBackend: given(backend),
      tls: items(fields({ hosts: items(host), secretName: filled(subdomain) })),
      rules: items(fields({ host: ruleHost, http })),
      ingressClassName: given(subdomain),
    })(spec, at),
  ];
};

export const ingress: Rule = on("spec", ingressSpec);

const CONTROLLER_BYTES_MAX = 250;

const parameters: Rule = by((object) => {
  const scope = textAt(object, "scope");
  const namespace: Rule = (value, at) => {
    if (scope === "Namespace") return must(undefined, "`parameters.scope` is set to 'Namespace'")(value, at);
    return scope === "Cluster"
      ? given((_value, path) => [forbiddenField(path, "`parameters.scope` is set to 'Cluster'")])(value, at)
      : [];
  };
  const known: Rule = (value, at) => (value === undefined ? [required(at)] : oneOf("Cluster", "Namespace")(value, at));
  return all(reference, fields({ scope: known, namespace }));
});

export const ingressClass: Rule = on(
  "spec",
  fields({
    controller: must((value, at) => [
      ...(String(value).length > CONTROLLER_BYTES_MAX ? [tooLong(at, CONTROLLER_BYTES_MAX)] : []),
      ...controllerErrors(String(value), at),
    ]),
    parameters: given(parameters),
  }),
);

/** Of a path the domain alone is shown. */
function controllerErrors(text: string, at: string): FieldError[] {
  const domain = text.includes("/") ? text.slice(0, text.indexOf("/")) : text;
  return domainPathErrors(text).map((why) => invalidValue(at, why.startsWith("must be a domain") ? text : domain, why));
}

// --- network policies

const policyPort: Rule = by((port) =>
  fields({
    protocol: given(choice(["TCP", "UDP", "SCTP"])),
    port: given(portOrName),
    endPort: given((value, at) => endPortErrors(port["port"], value ?? 0, at)),
  }),
);

function endPortErrors(from: JsonValue | undefined, to: JsonValue, at: string): readonly FieldError[] {
  if (from === undefined) return [invalidValue(at, to, "may not be specified when `port` is not specified")];
  if (typeof from === "string") return [invalidValue(at, to, "may not be specified when `port` is non-numeric")];
  return [
    ...(Number(to) < Number(from) ? [invalidValue(at, from, "must be greater than or equal to `port`")] : []),
    ...between(1, 65_535)(to, at),
  ];
}

const block: Rule = by((object) => {
  const text = textAt(object, "cidr");
  const whole = rangeOf(text);
  if (text === "") return on("cidr", must());
  return all(
    on("cidr", format(cidrProblems)),
    on(
      "except",
      items((value, at) => {
        const problems = cidrProblems(String(value)).map((why) => invalidValue(at, value, why));
        const part = rangeOf(String(value));
        if (problems.length > 0 || part === undefined || whole === undefined || cidrProblems(text).length > 0) {
          return problems;
        }
        return isStrictSubset(part, whole) ? [] : [invalidValue(at, value, "must be a strict subset of `cidr`")];
      }),
    ),
  );
});

const peer: Rule = (value, at) => {
  const object: JsonObject = isObject(value) ? value : {};
  const count = ["podSelector", "namespaceSelector"].filter((key) => isObject(object[key])).length;
  const isBlock = isObject(object["ipBlock"]);
  return [
    ...fields({ podSelector: labelSelector, namespaceSelector: labelSelector, ipBlock: given(block) })(object, at),
    ...(count + Number(isBlock) === 0 ? [required(at, "must specify a peer")] : []),
    ...(isBlock && count > 0 ? [forbiddenField(at, "may not specify both ipBlock and another peer")] : []),
  ];
};

const POLICY_TYPES = ["Ingress", "Egress"];

const policyTypes: Rule = (value, at) => {
  const types = listAt(value ?? null);
  if (types.length > POLICY_TYPES.length) return [invalidValue(at, types, "may not specify more than two policyTypes")];
  return types.flatMap((one, i) =>
    POLICY_TYPES.includes(String(one)) ? [] : [notSupported(`${at}[${i}]`, one, POLICY_TYPES)],
  );
};

export const networkPolicy: Rule = on(
  "spec",
  fields({
    podSelector: labelSelector,
    ingress: items(fields({ ports: items(policyPort), from: items(peer) })),
    egress: items(fields({ ports: items(policyPort), to: items(peer) })),
    policyTypes,
  }),
);
