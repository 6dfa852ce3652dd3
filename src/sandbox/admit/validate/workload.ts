/** Validation of what makes pods (kubernetes pkg/apis/apps/validation and batch/validation 1.36). */
import { isObject, numberAt, objectAt, textAt, valueAt, type JsonObject } from "../../../kube/index.ts";
import { forbiddenField, invalidValue, notSupported, required, type FieldError } from "../../wire/refusal.ts";
import { labelMapErrors } from "../names.ts";
import { selects } from "../../controllers/selector.ts";
import { podSpecErrors } from "./pod.ts";

/** Deployments, ReplicaSets, StatefulSets, DaemonSets. */
export function workloadErrors(object: JsonObject): FieldError[] {
  const spec = objectAt(object, "spec");
  return [...countErrors(spec, "replicas"), ...selectorErrors(spec), ...templateErrors(spec, ["Always"])];
}

function countErrors(spec: JsonObject, key: string): FieldError[] {
  const count = numberAt(spec, key);
  if (count === undefined || count >= 0) return [];
  return [invalidValue(`spec.${key}`, count, "must be greater than or equal to 0")];
}

function selectorErrors(spec: JsonObject): FieldError[] {
  const selector = spec["selector"];
  const labels = objectAt(spec, "template", "metadata", "labels");
  const mismatch = invalidValue("spec.template.metadata.labels", labels, "`selector` does not match template `labels`");
  if (!isObject(selector)) return [required("spec.selector"), mismatch];
  if (
    Object.keys(objectAt(selector, "matchLabels")).length === 0 &&
    valueAt(selector, "matchExpressions") === undefined
  ) {
    return [invalidValue("spec.selector", selector, "empty selector is invalid for deployment")];
  }
  return selects(selector, labels) ? [] : [mismatch];
}

function templateErrors(spec: JsonObject, policies: readonly string[]): FieldError[] {
  const template = objectAt(spec, "template");
  const policy = textAt(template, "spec", "restartPolicy");
  return [
    ...labelMapErrors(objectAt(template, "metadata", "labels"), "spec.template.labels"),
    ...podSpecErrors(objectAt(template, "spec"), "spec.template.spec"),
    ...(policies.includes(policy) ? [] : [notSupported("spec.template.spec.restartPolicy", policy, policies)]),
  ];
}

const JOB_POLICIES = ["OnFailure", "Never"];

export function jobErrors(object: JsonObject): FieldError[] {
  const spec = objectAt(object, "spec");
  const policy = textAt(spec, "template", "spec", "restartPolicy");
  // A job's pods must end; what the template's default says is refused as if it had been written.
  const wrong = policy === "Always" ? [] : templatePolicyErrors(policy);
  return [
    ...["parallelism", "completions", "backoffLimit"].flatMap((key) => countErrors(spec, key)),
    ...podSpecErrors(objectAt(spec, "template", "spec"), "spec.template.spec"),
    ...(policy === "Always"
      ? [required("spec.template.spec.restartPolicy", 'valid values: "OnFailure", "Never"')]
      : wrong),
  ];
}

function templatePolicyErrors(policy: string): FieldError[] {
  return JOB_POLICIES.includes(policy) ? [] : [notSupported("spec.template.spec.restartPolicy", policy, JOB_POLICIES)];
}

const CONCURRENCY = ["Allow", "Forbid", "Replace"];
const SCHEDULE = /^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|@every \S+|\S+( \S+){4})$/;

export function cronJobErrors(object: JsonObject): FieldError[] {
  const spec = objectAt(object, "spec");
  const [schedule, policy] = [textAt(spec, "schedule"), textAt(spec, "concurrencyPolicy")];
  return [
    ...(schedule === "" ? [required("spec.schedule")] : []),
    ...(schedule === "" || SCHEDULE.test(schedule)
      ? []
      : [
          invalidValue(
            "spec.schedule",
            schedule,
            `expected exactly 5 fields, found ${schedule.split(" ").length}: [${schedule}]`,
          ),
        ]),
    ...(CONCURRENCY.includes(policy) ? [] : [notSupported("spec.concurrencyPolicy", policy, CONCURRENCY)]),
    ...podSpecErrors(objectAt(spec, "jobTemplate", "spec", "template", "spec"), "spec.jobTemplate.spec.template.spec"),
  ];
}

const STATEFUL_MUTABLE = [
  ...["replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit"],
  ...["persistentVolumeClaimRetentionPolicy", "minReadySeconds"],
];
const STATEFUL_RULE =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', " +
  "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

export function statefulSetChangeErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const rest = (object: JsonObject): string =>
    JSON.stringify(
      Object.entries(objectAt(object, "spec"))
        .filter(([key]) => !STATEFUL_MUTABLE.includes(key))
        .sort(byKey),
    );
  return rest(before) === rest(after) ? [] : [forbiddenField("spec", STATEFUL_RULE)];
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
