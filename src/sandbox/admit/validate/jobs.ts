/** What runs to its end (kubernetes pkg/apis/batch/validation 1.36). */
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject } from "../../../kube/index.ts";
import { selects } from "../../controllers/selector.ts";
import { invalidValue, notSupported, required, tooLong, type FieldError } from "../../wire/refusal.ts";
import { cronErrors, zoneErrors } from "./cron.ts";
import { domainPathErrors, labelSelector, qualifiedName } from "./formats.ts";
import { podTemplate } from "./pod.ts";
import { sortedKeys } from "./workloads.ts";
import {
  all,
  by,
  choice,
  fields,
  filled,
  format,
  given,
  items,
  must,
  nothing,
  notNegative,
  on,
  oneOf,
  type Rule,
} from "./rules.ts";

const ENDING = ["OnFailure", "Never"];

/** A job's pods must end; the template's default is refused as if nothing had been said. */
const endingPolicy: Rule = (value, at) => {
  if (value === undefined || value === "Always") return [required(at, 'valid values: "OnFailure", "Never"')];
  return ENDING.includes(String(value)) ? [] : [notSupported(at, value, ENDING)];
};

const isIndexed = (spec: JsonObject): boolean => spec["completionMode"] === "Indexed";

const indexedOnly = (spec: JsonObject): Rule =>
  isIndexed(spec) ? nothing : given((value, at) => [invalidValue(at, value, "requires indexed completion mode")]);

// --- what failures and successes mean

const EXIT_CODES_MAX = 255;

const exitCodes: Rule = (codes, at) => {
  const [operator, values] = [textAt(codes ?? null, "operator"), listAt(codes ?? null, "values")];
  return [
    ...choice(["In", "NotIn"])(operator, `${at}.operator`),
    ...(values.length === 0 ? [invalidValue(`${at}.values`, [], "at least one value is required")] : []),
    ...(values.length > EXIT_CODES_MAX
      ? [invalidValue(`${at}.values`, values, `must have at most ${EXIT_CODES_MAX} items`)]
      : []),
    ...values.flatMap((one, i) =>
      one === 0 && operator === "In"
        ? [invalidValue(`${at}.values[${i}]`, 0, "must not be 0 for the In operator")]
        : [],
    ),
  ];
};

const failureRule: Rule = (rule, at) => {
  if (!isObject(rule)) return [];
  const [codes, conditions] = [rule["onExitCodes"], listAt(rule, "onPodConditions")];
  const isNeither = !isObject(codes) && conditions.length === 0;
  const why = "specifying one of OnExitCodes and OnPodConditions is required";
  return [
    ...failureAction(rule["action"], `${at}.action`),
    ...given(exitCodes)(codes, `${at}.onExitCodes`),
    ...items(fields({ type: qualifiedName, status: oneOf("False", "True", "Unknown") }))(
      conditions,
      `${at}.onPodConditions`,
    ),
    ...(isNeither ? [{ field: at, type: "FieldValueInvalid" as const, text: `Invalid value: ${why}` }] : []),
  ];
};

const neverRestarted =
  (spec: JsonObject): Rule =>
  (_value, at) => {
    const policy = textAt(spec, "template", "spec", "restartPolicy");
    if (policy !== "OnFailure") return [];
    const place = at.replace(/podFailurePolicy$/, "template.spec.restartPolicy");
    return [invalidValue(place, policy, 'only "Never" is supported when podFailurePolicy is specified')];
  };

const ACTIONS = ["Count", "FailIndex", "FailJob", "Ignore"];
const ACTION_WORDS = `valid values: [${ACTIONS.map((one) => JSON.stringify(one)).join(" ")}]`;
const failureAction: Rule = must(oneOf(...ACTIONS), ACTION_WORDS);

const MANAGER_MAX = 63;

const manager: Rule = must((value, at) => [
  ...domainPathErrors(String(value)).map((why) => invalidValue(at, value, why)),
  ...(String(value).length > MANAGER_MAX ? [tooLong(at, MANAGER_MAX)] : []),
]);

const successPolicy =
  (spec: JsonObject): Rule =>
  (policy, at) => {
    const rules = listAt(policy ?? null, "rules");
    const shown = {
      Rules:
        rules.length === 0
          ? null
          : rules.map((one) => ({
              SucceededIndexes: isObject(one) ? (one["succeededIndexes"] ?? null) : null,
              SucceededCount: isObject(one) ? (one["succeededCount"] ?? null) : null,
            })),
    };
    if (!isIndexed(spec)) return [invalidValue(at, shown, "requires indexed completion mode")];
    const why = "at least one rules must be specified when the successPolicy is specified";
    return rules.length === 0 ? [required(`${at}.rules`, why)] : [];
  };

// --- the spec

const perIndex: Rule = by((spec) => {
  const [each, most, completions] = [spec["backoffLimitPerIndex"], spec["maxFailedIndexes"], spec["completions"]];
  return (_value, at) => [
    ...(most !== undefined && each === undefined
      ? [required(`${at}.backoffLimitPerIndex`, "when maxFailedIndexes is specified")]
      : []),
    ...(isIndexed(spec) && completions === undefined
      ? [required(`${at}.completions`, "when completion mode is Indexed")]
      : []),
    ...(isIndexed(spec) && completions !== undefined && most !== undefined && Number(most) > Number(completions)
      ? [invalidValue(`${at}.maxFailedIndexes`, most, "must be less than or equal to completions")]
      : []),
  ];
});

export const jobSpec: Rule = by((spec) =>
  all(
    fields({
      parallelism: notNegative,
      completions: notNegative,
      activeDeadlineSeconds: notNegative,
      backoffLimit: notNegative,
      ttlSecondsAfterFinished: notNegative,
      completionMode: given(choice(["NonIndexed", "Indexed"])),
      backoffLimitPerIndex: all(notNegative, indexedOnly(spec)),
      maxFailedIndexes: all(notNegative, indexedOnly(spec)),
      managedBy: given(manager),
      podFailurePolicy: given(all(neverRestarted(spec), on("rules", items(failureRule)))),
      podReplacementPolicy: filled(
        isObject(spec["podFailurePolicy"]) ? choice(["Failed"]) : oneOf("Failed", "TerminatingOrFailed"),
      ),
      successPolicy: given(successPolicy(spec)),
      template: all((value, at) => podTemplate(value ?? {}, at), on("spec", on("restartPolicy", endingPolicy))),
    }),
    perIndex,
  ),
);

const MISMATCH = "`selector` does not match template `labels`";

/** Unless it is chosen by hand, the server makes the selector. */
const jobSelector: Rule = (job) => {
  const spec = objectAt(job ?? null, "spec");
  const selector = spec["selector"];
  const labels = sortedKeys(valueAt(spec, "template", "metadata", "labels"));
  const mismatch = invalidValue("spec.template.metadata.labels", labels, MISMATCH);
  if (!isObject(selector)) return [required("spec.selector"), mismatch];
  return [...labelSelector(selector, "spec.selector"), ...(selects(selector, labels ?? {}) ? [] : [mismatch])];
};

/** The labels that the server gave the template stay there, and its selector finds them. */
function generatedErrors(job: Parameters<typeof textAt>[0], spec: JsonObject): FieldError[] {
  if (spec["manualSelector"] === true || !isObject(spec["selector"])) return [];
  const [uid, name] = [textAt(job, "metadata", "uid"), textAt(job, "metadata", "name")];
  const own = { "controller-uid": uid, "job-name": name };
  const expected: Record<string, string> = { ...own };
  for (const [key, value] of Object.entries(own)) expected[`batch.kubernetes.io/${key}`] = value;
  const labels = objectAt(spec, "template", "metadata", "labels");
  const missing = Object.entries(expected).flatMap(([key, value]) => {
    const [place, why] = [`spec.template.metadata.labels[${key}]`, `must be '${value}'`];
    if (labels[key] === undefined) return [required(place, why)];
    return labels[key] === value ? [] : [invalidValue(place, sortedKeys(labels), why)];
  });
  const isFound = selects(spec["selector"], expected);
  return [
    ...missing,
    ...(isFound ? [] : [invalidValue("spec.selector", spec["selector"], "`selector` not auto-generated")]),
  ];
}

const whole: Rule = all(jobSelector, on("spec", jobSpec));

export const job: Rule = all(
  by((object) => () => generatedErrors(object, objectAt(object, "spec"))),
  whole,
);

/** Of a change, once more. */
export const changedJob = whole;

// --- on a schedule

const NAME_MAX = 52;

const cronName: Rule = (name, at) =>
  String(name ?? "").length > NAME_MAX ? [invalidValue(at, name, `must be no more than ${NAME_MAX} characters`)] : [];

const unselected: Rule = fields({
  selector: given((value, at) => [invalidValue(at, value, "`selector` will be auto-generated")]),
  manualSelector: given((value, at) => (value === true ? [notSupported(at, true, ["nil", "false"])] : [])),
});

export const cronJob: Rule = all(
  on("metadata", on("name", cronName)),
  on(
    "spec",
    fields({
      schedule: must(format(cronErrors)),
      timeZone: given(format(zoneErrors)),
      startingDeadlineSeconds: notNegative,
      concurrencyPolicy: oneOf("Allow", "Forbid", "Replace"),
      successfulJobsHistoryLimit: notNegative,
      failedJobsHistoryLimit: notNegative,
      jobTemplate: on("spec", (value, at) => all(jobSpec, unselected)(value ?? {}, at)),
    }),
  ),
);
