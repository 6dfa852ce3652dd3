/** What texts may look like (apimachinery util/validation 0.36, with its texts). */
import { isObject, listAt, textAt } from "../../../kube/index.ts";
import { forbiddenField, invalidValue, required, type FieldError } from "../../wire/refusal.ts";
import { labelErrors, labelMapErrors, labelValueErrors, qualifiedNameErrors, subdomainErrors } from "../names.ts";
import { all, below, fields, format, given, items, type Rule } from "./rules.ts";

export const label = format(labelErrors);
export const subdomain = format(subdomainErrors);
export const qualifiedName = format(qualifiedNameErrors);
export const labelValue = format(labelValueErrors);

/** A rule as its messages tell of it. */
function described(why: string, pattern: string, ...examples: readonly string[]): string {
  const words = examples.map((one, i) => (i === 0 ? `'${one}', ` : ` or '${one}', `)).join("");
  return `${why} (${examples.length === 0 ? "" : `e.g. ${words}`}regex used for validation is '${pattern}')`;
}

export function matching(pattern: string, why: string, ...examples: readonly string[]): (text: string) => string[] {
  const regex = new RegExp(`^(?:${pattern})$`);
  return (text) => (regex.test(text) ? [] : [described(why, pattern, ...examples)]);
}

const dns1035Form = matching(
  "[a-z]([-a-z0-9]*[a-z0-9])?",
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  "my-name",
  "abc-123",
);

export function dns1035(text: string): string[] {
  return [...tooLong(text, 63), ...dns1035Form(text)];
}

const tooLong = (text: string, most: number): string[] =>
  text.length > most ? [`must be no more than ${most} characters`] : [];

/** Names of ports: `IsValidPortName`. */
export function portNameErrors(name: string): string[] {
  return [
    ...tooLong(name, 15),
    ...(/^[-a-z0-9]+$/.test(name) ? [] : ["must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"]),
    ...(/[a-z]/.test(name) ? [] : ["must contain at least one letter (a-z)"]),
    ...(name.includes("--") ? ["must not contain consecutive hyphens"] : []),
    ...(name.startsWith("-") || name.endsWith("-") ? ["must not begin or end with a hyphen"] : []),
  ];
}

export const portName = format(portNameErrors);

/** A number, or the name of one. */
export const portOrName: Rule = (value, at) => {
  if (typeof value === "string") return portName(value, at);
  const number = value ?? 0;
  return Number(number) >= 1 && Number(number) <= 65_535
    ? []
    : [invalidValue(at, number, "must be between 1 and 65535, inclusive")];
};

const KEY = matching(
  "[-._a-zA-Z0-9]+",
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  "key.name",
  "KEY_NAME",
  "key-name",
);

/** Keys of config maps and secrets. */
export function configKeyErrors(key: string): string[] {
  const long = tooLong(key, 253);
  if (key === "." || key === "..") return [...long, `must not be '${key}'`];
  return [...long, ...KEY(key), ...(key.startsWith("..") ? ["must not start with '..'"] : [])];
}

export const configKey = format(configKeyErrors);

export const environmentName = format((text) =>
  /^[ -<>-~]+$/.test(text)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"],
);

export const headerName = format(
  matching("[-A-Za-z0-9]+", "a valid HTTP header must consist of alphanumeric characters or '-'", "X-Header-Name"),
);

/** `acme.io/foo`. */
export function domainPathErrors(text: string): string[] {
  const at = text.indexOf("/");
  if (at < 0 || at === text.length - 1) return ['must be a domain-prefixed path (such as "acme.io/foo")'];
  return [...subdomainErrors(text.slice(0, at))];
}

const IPV4 = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

export function ipFamily(text: string): "IPv4" | "IPv6" | undefined {
  if (IPV4.test(text)) return "IPv4";
  return isIpv6(text) ? "IPv6" : undefined;
}

function isIpv6(text: string): boolean {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return false;
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const parts = [...groups(head), ...groups(tail ?? "")];
  const hasDotted = parts.length > 0 && IPV4.test(parts.at(-1) ?? "");
  const words = hasDotted ? parts.slice(0, -1) : parts;
  const length = words.length + (hasDotted ? 2 : 0);
  return words.every((one) => /^[0-9a-fA-F]{1,4}$/.test(one)) && (tail === undefined ? length === 8 : length < 8);
}

export const address = format((text) =>
  ipFamily(text) === undefined ? ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"] : [],
);

// --- labels and selectors

export const labels: Rule = (value, at) => labelMapErrors(isObject(value) ? value : {}, at);

export const metadataOf = (labelsAt: "labels" | "metadata.labels"): Rule =>
  fields({ labels: (value, at) => labels(value, at.replace(/metadata\.labels$/, labelsAt)) });

/** In any case: so they are looked at, and so they are shown. */
export const annotationKeys: Rule = (value, at) =>
  Object.keys(isObject(value) ? value : {}).flatMap((key) =>
    qualifiedNameErrors(key.toLowerCase()).map((why) => invalidValue(at, key, why)),
  );

/** A selector of labels, with what is wrong in it. */
export const labelSelector: Rule = given(
  all(fields({ matchLabels: labels, matchExpressions: items((one, at) => expressionErrors(one ?? null, at)) })),
);

type Expression = Parameters<typeof textAt>[0];

function expressionErrors(expression: Expression, at: string): FieldError[] {
  const [key, operator] = [textAt(expression, "key"), textAt(expression, "operator")];
  const values = listAt(expression, "values");
  return [
    ...valueCountErrors(operator, values.length, at),
    ...qualifiedNameErrors(key).map((why) => invalidValue(below(at, "key"), key, why)),
    ...values.flatMap((one, i) =>
      labelValueErrors(String(one)).map((why) => invalidValue(`${at}.values[${i}]`, one, why)),
    ),
  ];
}

function valueCountErrors(operator: string, count: number, at: string): FieldError[] {
  switch (operator) {
    case "In":
    case "NotIn":
      return count > 0 ? [] : [required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
    case "Exists":
    case "DoesNotExist":
      if (count === 0) return [];
      return [forbiddenField(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    default:
      return [invalidValue(`${at}.operator`, operator, "not a valid selector operator")];
  }
}
