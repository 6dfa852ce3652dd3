/** Amounts: requests, limits, capacities (kubernetes pkg/apis/core/validation 1.36). */
import { isObject, objectAt, textAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { forbiddenField, invalidValue, notSupported, required, type FieldError } from "../../wire/refusal.ts";
import { qualifiedNameErrors } from "../names.ts";
import { amountOf } from "../quantity.ts";
import { all, by, entries, given, items, NOT_NEGATIVE, on, type Rule } from "./rules.ts";

export const quantityNotNegative: Rule = given((value, at) =>
  amountOf(String(value)) < 0 ? [invalidValue(at, value, NOT_NEGATIVE)] : [],
);

const STANDARD = new Set(["cpu", "memory", "ephemeral-storage"]);
const isHugePages = (name: string): boolean => name.startsWith("hugepages-");
const isExtended = (name: string): boolean =>
  name.includes("/") && !name.includes("kubernetes.io/") && !name.startsWith("requests.");

/** What containers may ask for. */
export function containerResource(name: string, at: string): FieldError[] {
  const problems = qualifiedNameErrors(name);
  if (problems.length > 0) return [...problems.map((why) => invalidValue(at, name, why)), ...containerOnly(name, at)];
  if (name.includes("/")) return [];
  if (STANDARD.has(name) || isHugePages(name)) return [];
  return [
    invalidValue(at, name, "must be a standard resource type or fully qualified"),
    invalidValue(at, name, "must be a standard resource for containers"),
  ];
}

function containerOnly(name: string, at: string): FieldError[] {
  return name.includes("/") ? [] : [invalidValue(at, name, "must be a standard resource for containers")];
}

const STANDARD_ELSEWHERE = [
  ...["cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage"],
  ...["limits.cpu", "limits.memory", "limits.ephemeral-storage", "pods", "resourcequotas", "services"],
  ...["replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims", "storage", "requests.storage"],
  ...["services.nodeports", "services.loadbalancers"],
];

/** What anything may be limited by. */
export function anyResource(name: string, at: string): FieldError[] {
  const problems = qualifiedNameErrors(name);
  if (problems.length > 0) return problems.map((why) => invalidValue(at, name, why));
  if (name.includes("/") || STANDARD_ELSEWHERE.includes(name) || isHugePages(name)) return [];
  return [invalidValue(at, name, "must be a standard resource type or fully qualified")];
}

const amounts: Rule = entries((name, value, path) => {
  const at = `${path}[${name}]`;
  const isWhole = Number.isInteger(amountOf(String(value)));
  return [
    ...containerResource(name, at),
    ...quantityNotNegative(value, at),
    ...(isExtended(name) && !isWhole ? [invalidValue(at, value, "must be an integer")] : []),
  ];
});

/** Requests are no more than limits; what cannot be shared has both, and alike. */
function requestErrors(limits: JsonObject, requests: JsonObject, at: string): FieldError[] {
  return Object.entries(requests).flatMap(([name, value]) => {
    const limit = limits[name];
    const isWhole = isExtended(name) || isHugePages(name);
    if (limit === undefined) {
      return isWhole ? [required(`${at}.limits`, "Limit must be set for non overcommitable resources")] : [];
    }
    return compared(name, { value, limit, isWhole, at: `${at}.requests` });
  });
}

interface Compared {
  readonly value: JsonValue;
  readonly limit: JsonValue;
  readonly isWhole: boolean;
  readonly at: string;
}

function compared(name: string, { value, limit, isWhole, at }: Compared): FieldError[] {
  const [asked, most] = [amountOf(String(value)), amountOf(String(limit))];
  if (isWhole && asked !== most) return [invalidValue(at, value, `must be equal to ${name} limit of ${String(limit)}`)];
  if (asked <= most) return [];
  return [invalidValue(at, value, `must be less than or equal to ${name} limit of ${String(limit)}`)];
}

export const requirements: Rule = all(
  on("limits", amounts),
  on("requests", amounts),
  by((object) => (_value, at) => requestErrors(objectAt(object, "limits"), objectAt(object, "requests"), at)),
);

/** Told of as limits. */
export const podFixed: Rule = (value, at) => (isObject(value) ? amounts(value, `${at}.limits`) : []);

const POD_RESOURCES = ["cpu", "hugepages-", "memory"];

/** Of whole pods: only what all of their containers can share. */
const podAmounts: Rule = entries((name, value, path) => {
  const at = `${path}[${name}]`;
  return [...podNameErrors(name, at), ...quantityNotNegative(value, at)];
});

function podNameErrors(name: string, at: string): FieldError[] {
  const problems = qualifiedNameErrors(name);
  if (problems.length > 0) return problems.map((why) => invalidValue(at, name, why));
  if (!name.includes("/") && !STANDARD.has(name) && !isHugePages(name))
    return [invalidValue(at, name, "must be a standard resource type or fully qualified")];
  return ["cpu", "memory"].includes(name) || isHugePages(name) ? [] : [notSupported(at, name, POD_RESOURCES)];
}

const NO_CLAIMS = "claims may not be set for Resources at pod-level";

const namedClaim: Rule = (one, at) => (textAt(one ?? null, "name") === "" ? [required(at)] : []);

export const podRequirements: Rule = given(
  all(
    on("claims", given(all((_value, at) => [forbiddenField(at, NO_CLAIMS)], items(namedClaim)))),
    on("limits", podAmounts),
    on("requests", podAmounts),
    by((object) => (_value, at) => requestErrors(objectAt(object, "limits"), objectAt(object, "requests"), at)),
  ),
);
