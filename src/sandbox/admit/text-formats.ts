/** Texts of a certain form in custom resources (kube-openapi pkg/validation/strfmt): which forms are looked at, and what they take. */
import { labelErrors, subdomainErrors } from "./names.ts";
import { ipFamily } from "./validate/formats.ts";

const DATE = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const DATE_TIME = new RegExp(
  `^${DATE}[Tt ]([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?([Zz]|[+-]([01]\\d|2[0-3]):?[0-5]\\d)$`,
);
const UNITS =
  "ns|nanos?|nanoseconds?|us|µs|micros?|microseconds?|ms|millis?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?";
const HOST =
  /^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$/u;
const BYTE = String.raw`(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;

const uuid = (version: string, variant: string): RegExp =>
  new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`, "i");

type Form = RegExp | ((text: string) => boolean);

const FORMS: Readonly<Record<string, Form>> = {
  bsonobjectid: /^[0-9a-fA-F]{24}$/,
  byte: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/,
  cidr: isRange,
  creditcard: isCard,
  date: new RegExp(`^${DATE}$`),
  "date-time": DATE_TIME,
  datetime: DATE_TIME,
  duration: new RegExp(`^([+-]?(\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h))+$|^0$|^(\\d+\\s*(${UNITS})\\s*)+$`, "i"),
  email: /^[^\s@<>]+@[^\s@<>]+$/,
  hexcolor: /^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/,
  hostname: (text) => HOST.test(text) && text.length <= 255,
  ipv4: (text) => ipFamily(text) === "IPv4",
  ipv6: (text) => ipFamily(text) === "IPv6",
  isbn: (text) => isIsbn10(text) || isIsbn13(text),
  isbn10: isIsbn10,
  isbn13: isIsbn13,
  "k8s-short-name": (text) => labelErrors(text).length === 0,
  "k8s-long-name": (text) => subdomainErrors(text).length === 0,
  mac: /^([0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5,7}|([0-9a-fA-F]{4}\.){2,3}[0-9a-fA-F]{4}|[0-9a-fA-F]{12}|[0-9a-fA-F]{16})$/,
  password: () => true,
  rgbcolor: new RegExp(`^rgb\\(\\s*${BYTE}\\s*,\\s*${BYTE}\\s*,\\s*${BYTE}\\s*\\)$`),
  ssn: /^\d{3}[- ]?\d{2}[- ]?\d{4}$/,
  uri: isUri,
  uuid: uuid("[0-9a-f]", "[0-9a-f]"),
  uuid3: uuid("3", "[0-9a-f]"),
  uuid4: uuid("4", "[89ab]"),
  uuid5: uuid("5", "[89ab]"),
};

/** Other words say nothing. */
export function isKnownFormat(format: string): boolean {
  return Object.hasOwn(FORMS, format);
}

export function hasFormat(text: string, format: string): boolean {
  const form = FORMS[format];
  if (form === undefined) return true;
  return typeof form === "function" ? form(text) : form.test(text);
}

function isRange(text: string): boolean {
  const [address = "", bits = "", ...more] = text.split("/");
  const family = ipFamily(address);
  return (
    more.length === 0 && family !== undefined && /^\d+$/.test(bits) && Number(bits) <= (family === "IPv4" ? 32 : 128)
  );
}

/** A request's: with a scheme, or a path from the root. */
function isUri(text: string): boolean {
  return /^([a-zA-Z][-+.\w]*:\S*|\/\S*)$/.test(text) && !/%(?![0-9a-fA-F]{2})/.test(text);
}

function isCard(text: string): boolean {
  const digits = text.replaceAll(/[^\d]/g, "");
  const kinds =
    /^(4\d{12}(\d{3})?|5[1-5]\d{14}|6(011|5\d\d)\d{12}|3[47]\d{13}|3(0[0-5]|[68]\d)\d{11}|(2131|1800|35\d{3})\d{11})$/;
  const sum = [...digits].reverse().reduce((at, digit, i) => at + doubled(Number(digit), i % 2 === 1), 0);
  return kinds.test(digits) && sum % 10 === 0;
}

function doubled(digit: number, isDoubled: boolean): number {
  const value = isDoubled ? digit * 2 : digit;
  return value > 9 ? value - 9 : value;
}

function isIsbn10(text: string): boolean {
  const digits = text.replaceAll(/[\s-]/g, "");
  if (!/^\d{9}[\dX]$/.test(digits)) return false;
  const sum = [...digits].reduce((at, digit, i) => at + (digit === "X" ? 10 : Number(digit)) * (10 - i), 0);
  return sum % 11 === 0;
}

function isIsbn13(text: string): boolean {
  const digits = text.replaceAll(/[\s-]/g, "");
  if (!/^\d{13}$/.test(digits)) return false;
  return [...digits].reduce((at, digit, i) => at + Number(digit) * (i % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}
