/** What a pod for Windows may not have (kubernetes pkg/apis/core/validation, validateWindows 1.36). */
import { isObject, listAt, valueAt } from "../../../kube/index.ts";
import { forbiddenField, type FieldError } from "../../wire/refusal.ts";
import type { Rule } from "./rules.ts";

const POD = ["hostPID", "hostIPC", "hostUsers"];
const POD_CONTEXT = [
  ...["appArmorProfile", "seLinuxOptions", "seccompProfile", "fsGroup", "fsGroupChangePolicy", "sysctls"],
  ...["runAsUser", "runAsGroup", "supplementalGroups", "supplementalGroupsPolicy"],
];
const SHARED = ["shareProcessNamespace"];
const CONTAINER = [
  ...["appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged"],
  ...["allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup"],
];

const WHY = "cannot be set for a windows pod";

export const windows: Rule = (spec, at) => {
  if (!isObject(spec) || valueAt(spec, "os", "name") !== "windows") return [];
  const given = (value: Parameters<typeof valueAt>[0], keys: readonly string[], place: string): FieldError[] =>
    keys
      .filter((key) => isObject(value) && value[key] !== undefined && value[key] !== false)
      .map((key) => forbiddenField(`${place}.${key}`, WHY));
  const contexts = ["containers", "initContainers"].flatMap((list) =>
    listAt(spec, list).flatMap((one, i) =>
      givenIn(valueAt(one, "securityContext"), CONTAINER, `${at}.${list}[${i}].securityContext`),
    ),
  );
  return [
    ...given(spec, POD, at),
    ...given(spec["securityContext"] ?? null, POD_CONTEXT, `${at}.securityContext`),
    ...given(spec, SHARED, `${at}.securityContext`),
    ...contexts,
  ];
};

/** Of containers: what is given at all, even when it says no. */
function givenIn(value: Parameters<typeof valueAt>[0], keys: readonly string[], at: string): FieldError[] {
  return keys
    .filter((key) => isObject(value) && value[key] !== undefined)
    .map((key) => forbiddenField(`${at}.${key}`, WHY));
}
