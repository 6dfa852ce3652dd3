/** What a scalar's text means by itself, as go.yaml.in/yaml/v3 resolves it, dates included. */
import type { Value } from "../../go/value.ts";
import { Int } from "../../go/value.ts";
import { isTimestamp, resolvePlain } from "../../yaml/index.ts";
import { Tags } from "./node.ts";

export interface ResolvedScalar {
  readonly tag: string;
  readonly value: Value;
}

const TIMESTAMP_TAG = "!!timestamp";

export function resolveScalar(text: string): ResolvedScalar {
  const value = resolvePlain(text, "v3");
  if (value === null) return { tag: Tags.null, value };
  switch (typeof value) {
    case "boolean":
      return { tag: Tags.bool, value };
    case "number":
      return { tag: Tags.float, value };
    case "bigint":
      return { tag: Tags.int, value: numberOf(value) };
    default:
      return resolveText(text);
  }
}

function resolveText(text: string): ResolvedScalar {
  if (text === "<<") return { tag: Tags.merge, value: text };
  const first = text.charCodeAt(0);
  if (first < 48 || first > 57 || !isTimestamp(text)) return { tag: Tags.string, value: text };
  return { tag: TIMESTAMP_TAG, value: formatTimestamp(text) };
}

function numberOf(value: bigint): number | Int {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  return new Int(value, value > 0x7fff_ffff_ffff_ffffn ? "uint64" : "int");
}

const PARTS = /^(\d+)-(\d+)-(\d+)(?:[Tt ](\d+):(\d+):(\d+)(?:[.,](\d+))?(Z|[-+]\d\d:\d\d)?)?$/;

/** A time as Go's JSON prints it. */
function formatTimestamp(text: string): string {
  const [, year = "", month = "", day = "", hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] =
    PARTS.exec(text) ?? [];
  const two = (part: string): string => part.padStart(2, "0");
  const nanos = fraction.slice(0, 9).replace(/0+$/, "");
  const offset = zone === "+00:00" || zone === "-00:00" ? "Z" : zone;
  const time = `${two(hour)}:${two(minute)}:${two(second)}${nanos === "" ? "" : `.${nanos}`}${offset}`;
  return `${year}-${two(month)}-${two(day)}T${time}`;
}
