/** `--fault KIND[=RESOURCE]`: the words of `lade sandbox fault`, for pods that the run makes. */
import { podNames } from "../../../helm/rehearse/index.ts";
import { FAULT_KINDS, parseFault, type FaultRule } from "../../../sandbox/index.ts";
import { CommandError } from "../../context.ts";

export function faultRules(words: readonly string[], namespace: string): FaultRule[] {
  return words.map((word) => ruleOf(word, namespace));
}

/** Throws `CommandError`. A kind may have a duration: `slow-start=30s=deployment/web`. */
function ruleOf(word: string, namespace: string): FaultRule {
  const all = parseFault(word);
  if (all !== undefined) return { ...all, namespace, prefix: "", image: "" };
  const at = word.lastIndexOf("=");
  const fault = at < 0 ? undefined : parseFault(word.slice(0, at));
  const [kind = "", name] = word.slice(at + 1).split("/");
  if (fault === undefined || name === undefined) {
    const usage = "deployment/web after a = names whose pods are meant, slow-start=30s says how long";
    throw new CommandError(`--fault ${word} is no fault: use one of ${FAULT_KINDS.join(", ")}; ${usage}`);
  }
  const names = podNames(kind, name);
  if (names === undefined) throw new CommandError(`--fault ${word}: ${kind} has no pods: use one of ${WORKLOADS}`);
  return { ...fault, namespace, prefix: "", image: "", names };
}

const WORKLOADS = "deployment, statefulset, daemonset, replicaset, job, pod";
