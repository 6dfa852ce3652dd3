/** Configurations of webhooks (kubernetes pkg/apis/admissionregistration/validation 1.36); conditions are read where expressions are. */
import { isObject, listAt, textAt, type JsonValue } from "../../../kube/index.ts";
import { duplicateValue, invalidValue, notSupported, required, type FieldError } from "../../wire/refusal.ts";
import { subdomainErrors } from "../names.ts";
import { dns1035, labelSelector } from "./formats.ts";
import { all, choice, fields, given, items, must, oneOf, on, unique, type Rule } from "./rules.ts";

// --- names and versions

const name: Rule = must((value, at) => {
  const problems = subdomainErrors(String(value));
  if (problems.length > 0) return problems.map((why) => invalidValue(at, value, why));
  const why = "should be a domain with at least three segments separated by dots";
  return String(value).split(".").length < 3 ? [invalidValue(at, value, why)] : [];
});

const KNOWN = ["v1", "v1beta1"];

const reviewVersions: Rule = (value, at) => {
  const versions = listAt(value ?? null);
  if (versions.length === 0) return [required(at, `must specify one of ${KNOWN.join(", ")}`)];
  return knownVersionErrors(versions.map(String), at);
};

/** The same of conversions. */
export function reviewVersionErrors(versions: readonly JsonValue[], at: string): readonly FieldError[] {
  return versions.length === 0 ? [required(at)] : knownVersionErrors(versions.map(String), at);
}

function knownVersionErrors(versions: readonly string[], at: string): FieldError[] {
  const each = versions.flatMap((one, i) =>
    versions.indexOf(one) < i
      ? [invalidValue(`${at}[${i}]`, one, "duplicate version")]
      : dns1035(one).map((why) => invalidValue(`${at}[${i}]`, one, why)),
  );
  if (versions.some((one) => KNOWN.includes(one))) return each;
  return [...each, invalidValue(at, versions, `must include at least one of ${KNOWN.join(", ")}`)];
}

// --- where it is

const FORM = "desired format: https://host[/path]";

const url: Rule = (value, at) => {
  const text = String(value);
  const bad = /%(?![0-9a-fA-F]{2})/.exec(text);
  if (bad !== null) {
    const escape = text.slice(bad.index, bad.index + 3);
    const why = `parse ${JSON.stringify(text)}: invalid URL escape ${JSON.stringify(escape)}`;
    return [required(at, `url must be a valid URL: ${why}; ${FORM}`)];
  }
  const [, scheme = "", user, host = "", query, fragment] =
    /^(?:([a-zA-Z][\w+.-]*):)?(?:\/\/(?:([^@/?#]*)@)?([^/?#]*))?[^?#]*(?:\?([^#]*))?(?:#(.*))?$/.exec(text) ?? [];
  return [
    ...(scheme === "https" ? [] : [invalidValue(at, scheme, `'https' is the only allowed URL scheme; ${FORM}`)]),
    ...(host === "" ? [invalidValue(at, host, `host must be specified; ${FORM}`)] : []),
    ...(user === undefined ? [] : [invalidValue(at, user, "user information is not permitted in the URL")]),
    ...(fragment === undefined ? [] : [invalidValue(at, fragment, "fragments are not permitted in the URL")]),
    ...(query === undefined ? [] : [invalidValue(at, query, "query parameters are not permitted in the URL")]),
  ];
};

const path: Rule = (value, at) => {
  const text = String(value);
  if (text === "/") return [];
  const relative = text.startsWith("/") ? [] : [invalidValue(at, text, "must start with a '/'")];
  const segments = text.slice(1).replace(/\/$/, "").split("/");
  const empty = segments.indexOf("");
  if (empty >= 0) return [...relative, invalidValue(at, text, `segment[${empty}] may not be empty`)];
  return [
    ...relative,
    ...segments.flatMap((one, i) => subdomainErrors(one).map((why) => invalidValue(at, text, `segment[${i}]: ${why}`))),
  ];
};

const port: Rule = given((value, at) =>
  Number(value) >= 1 && Number(value) <= 65_535
    ? []
    : [invalidValue(at, value, "port is not valid: must be between 1 and 65535, inclusive")],
);

export const client: Rule = (value, at) => {
  const [address, service] = isObject(value) ? [value["url"], value["service"]] : [];
  if ((address === undefined) === (service === undefined)) {
    return [required(at, "exactly one of url or service is required")];
  }
  if (address !== undefined) return url(address, `${at}.url`);
  const place = `${at}.service`;
  const { name: called = "", namespace: within = "" } = isObject(service) ? service : {};
  return [
    // Each is told of the other's absence, there as here.
    ...(within === "" ? [required(`${place}.name`)] : []),
    ...(called === "" ? [required(`${place}.namespace`)] : []),
    ...fields({ path: given(path), port })(service, place),
  ];
};

// --- what it is asked about

const OPERATIONS = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];

const alone =
  (what: string): Rule =>
  (value, at) => {
    const list = listAt(value ?? null);
    if (!list.includes("*") || list.length === 1) return [];
    return [invalidValue(at, list, `if '*' is present, must not specify other ${what}`)];
  };

const someOf: Rule = must();

const resources: Rule = (value, at) => {
  const list = listAt(value ?? null).map(String);
  if (list.length === 0) return [required(at)];
  const others =
    list.length > 1 && list.includes("*/*")
      ? [invalidValue(at, list, "if '*/*' is present, must not specify other resources")]
      : [];
  // The last one without a subresource decides, there as here.
  const isOther = (list.findLast((one) => one !== "" && !one.includes("/")) ?? "*") !== "*";
  const why = "if '*' is present, must not specify other resources without subresources";
  const tops = list.includes("*") && isOther ? [invalidValue(at, list, why)] : [];
  return [...listed(list, at), ...others, ...tops];
};

/** One is covered by what stands before it. */
function listed(list: readonly string[], at: string): FieldError[] {
  const [wholes, parts] = [new Set<string>(), new Set<string>()];
  return list.flatMap((one, i) => {
    if (one === "") return [required(`${at}[${i}]`)];
    const [, resource = "", below] = /^([^/]*)\/?(.*)$/.exec(one) ?? [];
    if (!one.includes("/") || below === undefined) return [];
    const covers = [...(wholes.has(resource) ? [`${resource}/*`] : []), ...(parts.has(below) ? [`*/${below}`] : [])];
    if (below === "*") wholes.add(resource);
    if (resource === "*") parts.add(below);
    return covers.map((whole) => invalidValue(`${at}[${i}]`, one, `if '${whole}' is present, must not specify ${one}`));
  });
}

export const operationRule: Rule = fields({
  operations: all(someOf, items(choice(OPERATIONS)), alone("operations")),
  apiGroups: all(someOf, alone("API groups")),
  apiVersions: all(someOf, items(someOf), alone("API versions")),
  resources,
  scope: given(oneOf("*", "Cluster", "Namespaced")),
});

const TIMEOUT = "the timeout value must be between 1 and 30 seconds";

const shared: Rule = fields({
  name,
  rules: items(operationRule),
  failurePolicy: given(oneOf("Fail", "Ignore")),
  matchPolicy: given(oneOf("Equivalent", "Exact")),
  sideEffects: (value, at) => {
    const allowed = ["None", "NoneOnDryRun"];
    if (value === undefined || value === null) return [required(at, `must specify one of ${allowed.join(", ")}`)];
    return allowed.includes(String(value)) ? [] : [notSupported(at, value, allowed)];
  },
  timeoutSeconds: given((value, at) =>
    Number(value) >= 1 && Number(value) <= 30 ? [] : [invalidValue(at, value, TIMEOUT)],
  ),
  namespaceSelector: labelSelector,
  objectSelector: labelSelector,
  clientConfig: client,
  admissionReviewVersions: reviewVersions,
});

const uniqueNames = unique(
  (one: JsonValue) => textAt(one, "name"),
  (one, at) => duplicateValue(`${at}.name`, textAt(one, "name")),
);

export const validatingWebhooks: Rule = on("webhooks", all(items(shared), uniqueNames));

export const mutatingWebhooks: Rule = on(
  "webhooks",
  all(items(all(shared, on("reinvocationPolicy", given(oneOf("IfNeeded", "Never"))))), uniqueNames),
);
