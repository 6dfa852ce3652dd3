/** The right side of `key = …`: scalars, arrays and inline tables (BurntSushi/toml v1.6.0, eElement). */
import { compareStrings, fromBytes, type GoMap, Int, isMap, listItems, Struct, type Value } from "../go/index.ts";
import { formatFloat } from "../go/strconv/index.ts";
import { asTime, formatTime, formatDuration, type GoTime, inLocation, RFC3339_NANO, UTC } from "../go/time/index.ts";
import { LOCAL_DATE, LOCAL_DATETIME, LOCAL_TIME } from "./datetime.ts";
import { escapeBasic } from "./escape.ts";
import { formatKeyPart } from "./key.ts";
import { isNothing, isTable, isTextMarshaler, tomlType, TomlEncodeError } from "./toml-type.ts";

export function formatElement(value: Value): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "boolean":
      return String(value);
    case "number":
      return formatNumber(value);
    default:
      return formatComposite(value);
  }
}

function formatComposite(value: Value): string {
  if (value instanceof Int)
    return value.type === "time.Duration" ? quoted(formatDuration(value.value)) : `${value.value}`;
  if (value instanceof Struct) return formatStruct(value);
  if (isMap(value)) return `{${inlineEntries(mapEntries(value))}}`;
  const items = listItems(value) ?? (isNothing(value) ? [] : undefined);
  if (items === undefined) throw new TomlEncodeError("unexpected type: func");
  return `[${items.map(formatElement).join(", ")}]`;
}

function quoted(text: string): string {
  return `"${escapeBasic(text)}"`;
}

/** A float always shows that it is one. */
function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  const text = formatFloat(value, "g", -1, 64);
  return /[e.]/.test(text) ? text : `${text}.0`;
}

function formatStruct(value: Struct): string {
  const time = asTime(value);
  if (time !== undefined) return formatTimeElement(time);
  if (isTextMarshaler(value)) return quoted(marshalText(value));
  return `{${inlineEntries(structEntries(value))}}`;
}

function marshalText(value: Struct): string {
  const bytes = listItems(value.methods.get("MarshalText")?.call() ?? null) ?? [];
  return fromBytes(Uint8Array.from(bytes, (byte) => (byte instanceof Int ? byte.toNumber() : 0)));
}

const LOCAL_LAYOUTS: Record<string, string> = {
  [LOCAL_DATETIME]: "2006-01-02T15:04:05.999999999",
  [LOCAL_DATE]: "2006-01-02",
  [LOCAL_TIME]: "15:04:05.999999999",
};

/** A time that was read without a zone is written without one. */
function formatTimeElement(time: GoTime): string {
  const layout = LOCAL_LAYOUTS[time.location.name];
  return layout === undefined ? formatTime(time, RFC3339_NANO) : formatTime(inLocation(time, UTC), layout);
}

export type Entry = readonly [name: string, value: Value];

/** The entries of a map in the order they are written: by key, plain values before tables. */
export function mapEntries(map: GoMap): Entry[] {
  const sorted = [...map].toSorted(([a], [b]) => compareStrings(a, b));
  return tablesLast(sorted);
}

/** The fields of a struct, plain values before tables; those of an embedded struct are its own. */
export function structEntries(value: Struct): Entry[] {
  return tablesLast(ownFields(value));
}

function ownFields(value: Struct): Entry[] {
  return [...value.fields].flatMap(([name, field]) =>
    field instanceof Struct && isEmbedded(name, field) ? ownFields(field) : [[name, field] as Entry],
  );
}

/** An embedded field has the name of its type. */
function isEmbedded(name: string, field: Struct): boolean {
  return field.type.replace(/^\*/, "").split(".").at(-1) === name;
}

function tablesLast(entries: readonly Entry[]): Entry[] {
  const plain: Entry[] = [];
  const tables: Entry[] = [];
  for (const entry of entries) (isTable(tomlType(entry[1])) ? tables : plain).push(entry);
  return [...plain, ...tables];
}

/** nil has no value: it is left out, but the comma before it stays. */
function inlineEntries(entries: readonly Entry[]): string {
  let text = "";
  for (const [i, [name, value]] of entries.entries()) {
    if (isNothing(value)) continue;
    text += `${formatKeyPart(name)} = ${formatElement(value)}${i === entries.length - 1 ? "" : ", "}`;
  }
  return text;
}
