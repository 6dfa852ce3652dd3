/** The output `structured`: JSON as Go's encoder writes it. */
import { compareStrings, type Value } from "../go/index.ts";
import { marshalIndent } from "../go/json/index.ts";
import type { ReportEntry } from "./report.ts";
import type { FieldChange, StructuredEntry } from "./structured.ts";

export function structuredText(entries: readonly ReportEntry[]): string {
  const values = entries.map((entry) =>
    entry.structured === undefined ? nameOnly(entry) : entryValue(entry.structured),
  );
  return `${marshalIndent(values, { indent: "  ", sortKeys: false })}\n`;
}

function nameOnly({ key, changeType }: ReportEntry): Value {
  return present({ name: key, changeType, resourceStatus: status(false, false) });
}

function entryValue(entry: StructuredEntry): Value {
  const { apiVersion, kind, namespace, name, changeType, changes, suppressed } = entry;
  return present({
    ...{ apiVersion, kind, namespace, name, changeType },
    resourceStatus: status(entry.oldExists, entry.newExists),
    changes: changes.length === 0 ? undefined : changes.map(changeValue),
    changesSuppressed: suppressed || undefined,
  });
}

function status(oldExists: boolean, newExists: boolean): Value {
  return new Map([
    ["oldExists", oldExists],
    ["newExists", newExists],
  ]);
}

function changeValue({ path, field, change, oldValue, newValue }: FieldChange): Value {
  const values = Object.entries({ oldValue: sorted(oldValue), newValue: sorted(newValue) });
  return new Map([
    ...present({ path, field, change }),
    ...values.filter(([, value]) => value !== undefined && value !== null),
  ]);
}

/** Fields keep their order, keys of maps are sorted. */
function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (!(value instanceof Map)) return value;
  const keys = [...value.keys()].sort(compareStrings);
  return new Map(keys.map((key) => [key, sorted(value.get(key))]));
}

function present(fields: Readonly<Record<string, Value>>): Map<string, Value> {
  return new Map(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ""));
}
