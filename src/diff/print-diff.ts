/** The outputs `diff` and `simple` (helm-diff 3.15.11, diff/report.go). */
import { type Color, painter, type Paint } from "./colors.ts";
import type { LineRecord } from "./lines.ts";
import type { ChangeType, ReportEntry } from "./report.ts";

const COLORS: Readonly<Record<ChangeType, Color>> = {
  ADD: "green",
  REMOVE: "red",
  MODIFY: "yellow",
  OWNERSHIP: "magenta",
  MODIFY_SUPPRESSED: "light blue",
};

const EMPTY_NOW = "has changed, but diff is empty after suppression.";

const HAPPENED: Readonly<Record<ChangeType, string>> = {
  ADD: "has been added:",
  REMOVE: "has been removed:",
  MODIFY: "has changed:",
  OWNERSHIP: "changed ownership:",
  MODIFY_SUPPRESSED: EMPTY_NOW,
};

const TO_HAPPEN: Readonly<Record<ChangeType, string>> = {
  ADD: "to be added.",
  REMOVE: "to be removed.",
  MODIFY: "to be changed.",
  OWNERSHIP: "to change ownership.",
  MODIFY_SUPPRESSED: EMPTY_NOW,
};

interface Looks {
  readonly colored: boolean;
  readonly suppressedKinds: readonly string[];
}

export function diffText(entries: readonly ReportEntry[], { colored, suppressedKinds }: Looks): string {
  const paint = painter(colored);
  return entries
    .map((entry) => {
      const { key, kind, changeType } = entry;
      const title = `${paint(`${key} ${HAPPENED[changeType]}`, COLORS[changeType])}\n`;
      return title + (suppressedKinds.includes(kind) ? suppressedText(kind, paint) : recordsText(entry, paint));
    })
    .join("");
}

/** Of a kind that is named several times it is said once. */
function suppressedText(kind: string, paint: Paint): string {
  return paint(`+ Changes suppressed on sensitive content of type ${kind}\n`, "yellow");
}

function recordsText({ records, context }: ReportEntry, paint: Paint): string {
  if (context < 0) return records.map((record) => recordText(record, paint)).join("");
  const distances = distancesToChanges(records);
  let text = "";
  let omitting = false;
  for (const [i, record] of records.entries()) {
    const far = (distances[i] ?? 0) > context;
    if (far && !omitting) text += "...\n";
    if (!far) text += recordText(record, paint);
    omitting = far;
  }
  return text;
}

function recordText({ delta, text }: LineRecord, paint: Paint): string {
  switch (delta) {
    case "+":
      return `${paint(`+ ${text}`, "green")}\n`;
    case "-":
      return `${paint(`- ${text}`, "red")}\n`;
    case " ":
      return text === "" ? "\n" : `  ${text}\n`;
  }
}

/** How far each line is from the nearest that changes. */
function distancesToChanges(records: readonly LineRecord[]): number[] {
  const distances = records.map(() => Infinity);
  const note = (i: number, distance: number): number => {
    const next = records[i]?.delta === " " ? distance : 0;
    distances[i] = Math.min(distances[i] ?? Infinity, next);
    return next + 1;
  };
  for (let i = 0, distance = Infinity; i < records.length; i++) distance = note(i, distance);
  for (let i = records.length - 1, distance = Infinity; i >= 0; i--) distance = note(i, distance);
  return distances;
}

export function simpleText(entries: readonly ReportEntry[], { colored }: Pick<Looks, "colored">): string {
  const paint = painter(colored);
  const lines = entries.map(
    ({ key, changeType }) => `${paint(`${key} ${TO_HAPPEN[changeType]}`, COLORS[changeType])}\n`,
  );
  const count = (type: ChangeType): number => entries.filter(({ changeType }) => changeType === type).length;
  const plan = `${count("ADD")} to add, ${count("MODIFY")} to change, ${count("REMOVE")} to destroy`;
  return `${lines.join("")}Plan: ${plan}, ${count("OWNERSHIP")} to change ownership.\n`;
}
