/**
 * What is to go wrong with a pod: said by the annotation `sandbox.lade.dev/fault` of the pod (or of the template it came from), by `lade sandbox fault`,
 * or by the label `sim` that the clusters of the tests know.
 */
import { listAt, textAt, type JsonObject } from "../../kube/index.ts";

export const FAULT_KINDS = [
  "image-pull-error",
  "crash-loop",
  "never-ready",
  "unschedulable",
  "pending",
  "fail",
  "slow-start",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** Of a slow start. */
  readonly delayMs: number;
  /** Of a failure; 1 where it is left out. */
  readonly exitCode?: number;
}

/** A fault for pods whose name begins with a word and that have an image with a text, in one namespace or in all. */
export interface FaultRule extends Fault {
  readonly namespace: string;
  readonly prefix: string;
  readonly image: string;
  /** What the whole name looks like. */
  readonly names?: RegExp;
  /** Of these pods only. */
  readonly uids?: ReadonlySet<string>;
}

export const ANNOTATION = "sandbox.lade.dev/fault";
const SLOW_MS = 10_000;

/** `slow-start=30s`; undefined where the text names no fault. */
export function parseFault(text: string): Fault | undefined {
  const [, name = "", amount, unit] = /^([a-z-]+)(?:=(\d+)(ms|s|m)?)?$/.exec(text) ?? [];
  const kind = FAULT_KINDS.find((one) => one === name);
  if (kind === undefined) return undefined;
  // `fail=42`: with this exit code.
  if (kind === "fail") return { kind, delayMs: 0, exitCode: Number(amount ?? 1) };
  const scale = unit === "ms" ? 1 : unit === "m" ? 60_000 : 1000;
  return { kind, delayMs: amount === undefined ? SLOW_MS : Number(amount) * scale };
}

export function faultOf(pod: JsonObject, rules: readonly FaultRule[]): Fault | undefined {
  const said = parseFault(textAt(pod, "metadata", "annotations", ANNOTATION));
  if (said !== undefined) return said;
  const simulated = textAt(pod, "metadata", "labels", "sim");
  if (simulated === "hang") return { kind: "pending", delayMs: 0 };
  if (simulated === "fail") return { kind: "fail", delayMs: 0 };
  return rules.find((one) => isMeant(pod, one));
}

function isMeant(pod: JsonObject, rule: FaultRule): boolean {
  const { namespace, prefix, image, names, uids } = rule;
  if (uids?.has(textAt(pod, "metadata", "uid")) === false) return false;
  if (names?.test(textAt(pod, "metadata", "name")) === false) return false;
  const isThere = namespace === "" || namespace === textAt(pod, "metadata", "namespace");
  if (!isThere || !textAt(pod, "metadata", "name").startsWith(prefix)) return false;
  return listAt(pod, "spec", "containers").some((one) => textAt(one, "image").includes(image));
}
