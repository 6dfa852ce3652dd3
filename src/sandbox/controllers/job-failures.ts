/** `podFailurePolicy` (kubernetes pkg/controller/job/pod_failure_policy.go 1.36): what the end of a pod means for its job. */
import { listAt, numberAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";

/** Why the job fails at once, where a rule says so. */
export function failedByPolicy(job: JsonObject, failed: readonly JsonObject[]): string | undefined {
  for (const pod of failed) {
    const match = firstMatch(job, pod);
    if (match?.action === "FailJob") return match.message;
  }
  return undefined;
}

/** It does not count against the limit. */
export function isIgnored(job: JsonObject, pod: JsonObject): boolean {
  return firstMatch(job, pod)?.action === "Ignore";
}

interface Match {
  readonly action: string;
  readonly message: string;
}

function firstMatch(job: JsonObject, pod: JsonObject): Match | undefined {
  for (const [index, rule] of listAt(job, "spec", "podFailurePolicy", "rules").entries()) {
    const what = matchOf(rule, pod);
    const action = textAt(rule, "action");
    if (what !== undefined) return { action, message: `${what} matching ${action} rule at index ${index}` };
  }
  return undefined;
}

function matchOf(rule: JsonValue, pod: JsonObject): string | undefined {
  const place = `${textAt(pod, "metadata", "namespace")}/${textAt(pod, "metadata", "name")}`;
  const codes = objectAt(rule, "onExitCodes");
  if (Object.keys(codes).length > 0) {
    const found = listAt(pod, "status", "containerStatuses").find((one) => isMeant(codes, one));
    const code = numberAt(found, "state", "terminated", "exitCode");
    return found === undefined
      ? undefined
      : `Container ${textAt(found, "name")} for pod ${place} failed with exit code ${code}`;
  }
  const condition = listAt(rule, "onPodConditions").find((wanted) =>
    listAt(pod, "status", "conditions").some(
      (one) =>
        textAt(one, "type") === textAt(wanted, "type") &&
        textAt(one, "status") === (textAt(wanted, "status") || "True"),
    ),
  );
  return condition === undefined ? undefined : `Pod ${place} has condition ${textAt(condition, "type")}`;
}

function isMeant(codes: JsonObject, container: JsonValue): boolean {
  const name = textAt(codes, "containerName");
  const code = numberAt(container, "state", "terminated", "exitCode") ?? 0;
  if (code === 0 || (name !== "" && name !== textAt(container, "name"))) return false;
  const isListed = listAt(codes, "values").includes(code);
  return textAt(codes, "operator") === "In" ? isListed : !isListed;
}
