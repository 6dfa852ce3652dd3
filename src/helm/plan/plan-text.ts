/** Plans and what has moved under them, as people read them. */
import { type JsonValue, type ObjectRef, writeJson } from "../../kube/index.ts";
import { isSecretField, MASK } from "../masked.ts";
import { shown, type Difference } from "./differences.ts";
import type { Action, Plan, PlannedHook, PlannedObject } from "./plan.ts";
import type { Moved } from "./preconditions.ts";

const SIGNS: Readonly<Record<Action, string>> = {
  create: "+",
  patch: "~",
  adopt: ">",
  recreate: "±",
  conflict: "!",
  delete: "-",
  unchanged: "=",
  keep: "=",
};

/** Long texts are cut where they are shown. */
const VALUE_LENGTH_MAX = 120;

export function planText(plan: Plan): string {
  const { release, run, objects, hooks } = plan;
  const { name, namespace, version, chart } = release;
  const title = `${run.kind} of release ${name} in namespace ${namespace}: revision ${version}, chart ${chart.name} ${chart.metadata.version}`;
  const lines = [
    title,
    "",
    ...objects.flatMap((one) => objectLines(one, namespace)),
    ...hooks.flatMap(hookLines),
    "",
    summary(objects),
  ];
  return `${lines.join("\n")}\n`;
}

function objectLines({ ref, action, differences, refusal, note }: PlannedObject, namespace: string): string[] {
  const fields = shown(ref.kind, differences).map((one) => `    ${differenceText(one)}`);
  const reasons = refusal === undefined ? [] : [`${refusal.kind}: ${refusal.message}`];
  const notes = note === undefined ? [] : [note];
  const indented = [...reasons, ...notes].flatMap((text) => text.split("\n")).map((line) => `    ${line}`);
  return [`${SIGNS[action]} ${action.padEnd(9)} ${refText(ref, namespace)}`, ...fields, ...indented];
}

function hookLines({ event, kind, name, refusal }: PlannedHook): string[] {
  const reason =
    refusal === undefined ? [] : `${refusal.kind}: ${refusal.message}`.split("\n").map((line) => `    ${line}`);
  return [`${refusal === undefined ? "*" : "!"} ${event.padEnd(9)} ${kind}/${name}`, ...reason];
}

/** The namespace is named where it is not the release's own. */
export function refText({ kind, name, namespace }: ObjectRef, usual = ""): string {
  const place = namespace === "" || namespace === usual ? "" : `${namespace}/`;
  return `${kind}/${place}${name === "" ? "(generated name)" : name}`;
}

export function differenceText({ path, old, new: wanted }: Difference): string {
  return `${path}: ${valueText(old)} → ${valueText(wanted)}`;
}

function valueText(value: JsonValue | undefined): string {
  if (value === undefined) return "(none)";
  if (value === MASK) return MASK;
  const text = writeJson(value);
  return text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text;
}

const WORDS: readonly (readonly [Action, string])[] = [
  ["create", "to create"],
  ["patch", "to patch"],
  ["adopt", "to adopt"],
  ["recreate", "to recreate"],
  ["delete", "to delete"],
  ["keep", "to keep"],
  ["unchanged", "unchanged"],
  ["conflict", "in conflict"],
];

export function summary(objects: readonly PlannedObject[]): string {
  const counts = WORDS.map(([action, words]) => ({
    count: objects.filter((one) => one.action === action).length,
    words,
  }));
  const parts = counts.filter(({ count }) => count > 0).map(({ count, words }) => `${count} ${words}`);
  return parts.length === 0 ? "no objects" : parts.join(", ");
}

export function movedText(moved: readonly Moved[]): string {
  const lines = moved.map(({ ref, path, expected, live }) => {
    const mask = (value: JsonValue | undefined) =>
      value !== undefined && isSecretField(ref.kind, path) ? MASK : value;
    const what = path === "" ? "" : `${path}: `;
    return `  ${refText(ref)}: ${what}expected ${valueText(mask(expected))}, found ${valueText(mask(live))}`;
  });
  return `the cluster has changed since the plan was made; nothing was written:\n${lines.join("\n")}`;
}
