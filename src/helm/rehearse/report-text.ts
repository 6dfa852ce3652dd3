/** The report of a rehearsal as people read it. */
import { differenceText, refText } from "../plan/plan-text.ts";
import type { WorkloadOutcome } from "./availability.ts";
import { objectKey, type Fate, type ObjectOutcome } from "./outcomes.ts";
import type { RefusedObject, Remaining, Report, Step } from "./report.ts";

const SIGNS: Readonly<Record<Fate, string>> = {
  created: "+",
  patched: "~",
  recreated: "±",
  deleted: "-",
  unchanged: "=",
};

export function reportText(report: Report): string {
  const { release, run, chart, copied, refused, steps, remaining, notes } = report;
  const { name, namespace, revision } = release;
  const lines = [
    `rehearsal of ${run === "install" ? "an installation" : "an upgrade"}: release ${name} in namespace ${namespace}, revision ${revision}, chart ${chart.name} ${chart.version}`,
    `${copied} ${copied === 1 ? "object was" : "objects were"} copied; nothing was written to the cluster`,
    ...(refused.length === 0 ? [] : ["", ...refused.flatMap((one) => refusedLines(one, namespace))]),
    ...steps.flatMap((step) => ["", ...stepLines(step, namespace)]),
    ...(remaining === undefined ? [] : ["", ...remainingLines(remaining, namespace)]),
    ...(notes.length === 0 ? [] : ["", ...notes.map((note) => `note: ${note}`)]),
  ];
  return `${lines.join("\n")}\n`;
}

function refusedLines({ ref, refusal, note }: RefusedObject, namespace: string): string[] {
  const reasons = [`${refusal.kind}: ${refusal.message}`, ...(note === undefined ? [] : [note])];
  return [`! refused   ${refText(ref, namespace)}`, ...reasons.flatMap((text) => indented(text, 4))];
}

function stepLines(step: Step, namespace: string): string[] {
  const { name, error, causes, simulatedMs, realMs, objects, workloads, hooks, events, budgets, warnings } = step;
  const told = new Set(objects.map(({ ref }) => objectKey(ref)));
  const others = workloads.filter(({ ref }) => !told.has(objectKey(ref)));
  return [
    `${name} ${endOf(step)} after ${duration(simulatedMs)} (rehearsed in ${Math.ceil(realMs)} ms)`,
    ...(error === undefined ? [] : indented(error, 4)),
    ...causes.flatMap((cause) => indented(`cause: ${cause}`, 4)),
    ...hooks.map(
      ({ event, kind, name: hook, phase, tookMs }) =>
        `  * ${event} hook ${kind}/${hook}: ${phase} after ${duration(tookMs)}`,
    ),
    ...objects.flatMap((one) => objectLines(one, step, namespace)),
    ...others.flatMap((one) => [`  = ${refText(one.ref, namespace)}`, ...workloadLines(one, step)]),
    ...budgets.map(
      ({ name: budget, wanted, lowest }) =>
        `  warning: PodDisruptionBudget/${budget} wants ${wanted} ready pods, and there were as few as ${lowest}`,
    ),
    ...events.map(
      ({ object, reason, message, count }) =>
        `  warning: ${object}: ${reason}: ${message}${count > 1 ? ` (${count} times)` : ""}`,
    ),
    ...warnings.flatMap((warning) => indented(`warning: ${warning}`, 2)),
  ];
}

function endOf({ isDone, isLate }: Step): string {
  if (isLate) return "succeeded, and was not ready";
  return isDone ? "succeeded" : "failed";
}

function objectLines({ ref, fate, differences }: ObjectOutcome, step: Step, namespace: string): string[] {
  const own = step.workloads.filter((one) => objectKey(one.ref) === objectKey(ref));
  return [
    `  ${SIGNS[fate]} ${fate.padEnd(9)} ${refText(ref, namespace)}`,
    ...differences.map((one) => `      ${differenceText(one)}`),
    ...own.flatMap((one) => workloadLines(one, step)),
  ];
}

function workloadLines(workload: WorkloadOutcome, step: Step): string[] {
  const { podsMade, podsGone } = workload;
  const pods = [
    ...(podsMade > 0 ? [`${podsMade} ${podsMade === 1 ? "pod" : "pods"} made`] : []),
    ...(podsGone > 0 ? [`${podsGone} gone`] : []),
    ...readyText(workload, step),
  ];
  return [`      ${pods.join(", ")}`, ...lossLines(workload)];
}

/** Where the step failed, those that are ready may be the old ones. */
function readyText({ wanted, ready, readyAfterMs }: WorkloadOutcome, { isDone }: Step): string[] {
  if (wanted === 0) return [];
  if (!isDone || readyAfterMs === undefined) return [`${ready} of ${wanted} ready at the end`];
  return [`${wanted} ready after ${duration(readyAfterMs)}`];
}

function lossLines({ expected, missingMax, missingMs, downMs }: WorkloadOutcome): string[] {
  if (expected === 0) return [];
  if (missingMs === 0) return [`      never fewer than ${expected} ready`];
  const none = downMs > 0 ? `, none ready for ${duration(downMs)}` : "";
  return [`      up to ${missingMax} of ${expected} missing for ${duration(missingMs)}${none}`];
}

function remainingLines({ objects, workloads }: Remaining, namespace: string): string[] {
  if (objects.length === 0 && workloads.length === 0) return ["afterwards everything is as it was before"];
  return [
    "afterwards this is not as it was before:",
    ...objects.flatMap(({ ref, fate, differences }) => [
      `  ${SIGNS[fate]} ${LEFT[fate]} ${refText(ref, namespace)}`,
      ...differences.map((one) => `      ${differenceText(one)}`),
    ]),
    ...workloads.map(({ ref, before, now }) => `  ! ${refText(ref, namespace)}: ${now} ready, ${before} before`),
  ];
}

const LEFT: Readonly<Record<Fate, string>> = {
  created: "left behind",
  patched: "changed",
  recreated: "another of its name",
  deleted: "gone",
  unchanged: "unchanged",
};

function indented(text: string, by: number): string[] {
  return text.split("\n").map((line) => " ".repeat(by) + line);
}

function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const rounded = Math.round(ms / 100) / 10;
  if (rounded < 120) return `${rounded} s`;
  return `${Math.floor(rounded / 60)} min ${Math.round(rounded % 60)} s`;
}
