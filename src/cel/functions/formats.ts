/** Named formats: `format.dns1123Label().validate(x)` (apiserver pkg/cel/library/format.go, apimachinery util/validation 0.36). */
import { parseRequestUri } from "../../go/url/index.ts";
import { parseTime, UTC } from "../../go/time/index.ts";
import { objectType } from "../check/types.ts";
import { ArrayList } from "../values/list.ts";
import { Opaque } from "../values/opaque.ts";
import { Optional } from "../values/optional.ts";
import type { Value } from "../values/value.ts";
import { instance, text } from "./arguments.ts";
import type { Implementation } from "./functions.ts";

type Validate = (value: string) => string[];

export class NamedFormat extends Opaque {
  readonly type = objectType("kubernetes.NamedFormat");
  override readonly patternSize: number;

  constructor(
    readonly name: string,
    readonly validate: Validate,
    patternSize: number,
  ) {
    super();
    this.patternSize = patternSize;
  }

  equals(other: Value): boolean {
    return other instanceof NamedFormat && other.name === this.name;
  }
}

interface Pattern {
  readonly pattern: RegExp;
  readonly source: string;
  readonly what: string;
  readonly examples: readonly string[];
  readonly lengthMax: number;
}

const regexProblem = ({ what, examples, source }: Pattern): string => {
  const quoted = examples.map((one) => `'${one}'`);
  const shown = quoted.length === 0 ? "" : `(e.g. ${quoted.map((one) => `${one}, `).join(" or ")}`.replace(/, $/, ", ");
  return quoted.length === 0
    ? `${what} (regex used for validation is '${source}')`
    : `${what} ${shown}regex used for validation is '${source}')`;
};

const tooLong = (max: number): string => `must be no more than ${max} characters`;

function checked(pattern: Pattern, value: string): string[] {
  return [
    ...(value.length > pattern.lengthMax ? [tooLong(pattern.lengthMax)] : []),
    ...(pattern.pattern.test(value) ? [] : [regexProblem(pattern)]),
  ];
}

const LABEL: Pattern = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  source: "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
  what: "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  examples: ["my-name", "123-abc"],
  lengthMax: 63,
};
const SUBDOMAIN: Pattern = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  source: "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
  what: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  examples: ["example.com"],
  lengthMax: 253,
};
const LABEL_1035: Pattern = {
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  source: "[a-z]([-a-z0-9]*[a-z0-9])?",
  what: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  examples: ["my-name", "abc-123"],
  lengthMax: 63,
};
const LABEL_VALUE: Pattern = {
  pattern: /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  source: "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?",
  what: "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  examples: ["MyValue", "my_value", "12345"],
  lengthMax: 63,
};
const NAME_PART: Pattern = {
  pattern: /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
  source: "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]",
  what: "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  examples: ["MyName", "my.name", "123-abc"],
  lengthMax: 63,
};

/** A prefix may end with a dash, behind which more will come. */
const asPrefix =
  (pattern: Pattern): Validate =>
  (value) =>
    checked(pattern, value.length > 1 && value.endsWith("-") ? `${value.slice(0, -1)}a` : value);

function qualifiedName(value: string): string[] {
  const parts = value.split("/");
  if (parts.length > 2) {
    const what =
      "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
    const shown = regexProblem({ ...NAME_PART, what });
    return [`${shown} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const [prefix, name] = parts.length === 2 ? [parts[0], parts[1] ?? ""] : [undefined, value];
  return [
    ...(prefix === undefined
      ? []
      : prefix === ""
        ? ["prefix part must be non-empty"]
        : checked(SUBDOMAIN, prefix).map((one) => `prefix part ${one}`)),
    ...(name === "" ? ["name part must be non-empty"] : name.length > 63 ? [`name part ${tooLong(63)}`] : []),
    ...(NAME_PART.pattern.test(name) ? [] : [regexProblem(NAME_PART)]),
  ];
}

function uri(value: string): string[] {
  try {
    parseRequestUri(value);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

const isTime = (layout: string, value: string): boolean => {
  try {
    parseTime(layout, value, { fallback: UTC, local: UTC });
    return true;
  } catch {
    return false;
  }
};

const when =
  (holds: (value: string) => boolean, otherwise: string): Validate =>
  (value) =>
    holds(value) ? [] : [otherwise];

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;
const DATE_TIME = /^\d{4}-\d\d-\d\d[tT ]\d\d:\d\d:\d\d(?:.\d+)?(?:[zZ]|[+-]\d\d:\d\d)$/;

const of =
  (pattern: Pattern): Validate =>
  (value) =>
    checked(pattern, value);

const NAMED: Readonly<Record<string, NamedFormat>> = {
  dns1123Label: new NamedFormat("DNS1123Label", of(LABEL), 30),
  dns1123Subdomain: new NamedFormat("DNS1123Subdomain", of(SUBDOMAIN), 60),
  dns1035Label: new NamedFormat("DNS1035Label", of(LABEL_1035), 30),
  qualifiedName: new NamedFormat("QualifiedName", qualifiedName, 60),
  dns1123LabelPrefix: new NamedFormat("DNS1123LabelPrefix", asPrefix(LABEL), 30),
  dns1123SubdomainPrefix: new NamedFormat("DNS1123SubdomainPrefix", asPrefix(SUBDOMAIN), 60),
  dns1035LabelPrefix: new NamedFormat("DNS1035LabelPrefix", asPrefix(LABEL_1035), 30),
  labelValue: new NamedFormat("LabelValue", of(LABEL_VALUE), 40),
  uri: new NamedFormat("URI", uri, 1103),
  uuid: new NamedFormat(
    "uuid",
    when((value) => UUID.test(value), "does not match the UUID format"),
    70,
  ),
  byte: new NamedFormat(
    "byte",
    when((value) => BASE64.test(value), "invalid base64"),
    84,
  ),
  date: new NamedFormat(
    "date",
    when((value) => isTime("2006-01-02", value), "invalid date"),
    71,
  ),
  datetime: new NamedFormat("datetime", when(isDateTime, "invalid datetime"), 71),
};

export function isDateTime(value: string): boolean {
  return DATE_TIME.test(value) && isTime("2006-01-02", value.slice(0, 10)) && isTime("15:04:05", value.slice(11, 19));
}

export const FORMATS: Readonly<Record<string, Implementation>> = {
  ...Object.fromEntries(Object.entries(NAMED).map(([name, format]) => [`format.${name}`, () => format])),
  "format-named": (args) => {
    const name = text(args, 0);
    const found = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
    return found === undefined ? Optional.none : new Optional(found);
  },
  "format-validate": (args) => {
    const problems = instance(args, 0, NamedFormat).validate(text(args, 1));
    return problems.length === 0 ? Optional.none : new Optional(new ArrayList(problems));
  },
};
