/** Security contexts (kubernetes pkg/apis/core/validation 1.36). */
import { isObject, type JsonObject } from "../../../kube/index.ts";
import { duplicateValue, invalidValue } from "../../wire/refusal.ts";
import {
  all,
  between,
  by,
  fields,
  format,
  given,
  items,
  must,
  nothing,
  oneOf,
  on,
  unique,
  type Rule,
} from "./rules.ts";
import { windowsOptions } from "./windows.ts";

const id = given(between(0, 2_147_483_647));

const relativePath = (text: string): string[] => {
  if (text.startsWith("/")) return ["must be a relative path"];
  return text.split("/").includes("..") ? ["must not contain '..'"] : [];
};

/** Of seccomp and AppArmor: only a profile of one's own has a path. */
function profile(field: string, name: string): Rule {
  return by((object) =>
    all(
      on("type", must(oneOf("Localhost", "RuntimeDefault", "Unconfined"), `type is required when ${field} is set`)),
      object["type"] === "Localhost"
        ? on("localhostProfile", must(format(relativePath), `must be set when ${name} type is Localhost`))
        : isUnknown(object, name)
          ? nothing
          : on("localhostProfile", given(misplaced(object, name))),
    ),
  );
}

/** What has no type is looked at no further, where it is AppArmor's. */
const isUnknown = (object: JsonObject, name: string): boolean => name === "AppArmor" && (object["type"] ?? "") === "";

const misplaced =
  (object: JsonObject, name: string): Rule =>
  (value, at) => {
    const shown = { Type: object["type"] ?? "", LocalhostProfile: value ?? null };
    return [invalidValue(at, shown, `can only be set when ${name} type is Localhost`)];
  };

export const seccompProfile = profile("seccompProfile", "seccomp");
const appArmorProfile = profile("appArmorProfile", "AppArmor");

const shared: Rule = fields({
  runAsUser: id,
  runAsGroup: id,
  seccompProfile: given(seccompProfile),
  appArmorProfile: given(appArmorProfile),
  windowsOptions: given(windowsOptions),
});

const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const SYSCTL_RULE =
  "must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

const sysctlName = format((name) => (SYSCTL.test(name) && name.length <= 253 ? [] : [SYSCTL_RULE]));

export const podSecurityContext: Rule = given(
  all(
    shared,
    fields({
      fsGroup: id,
      supplementalGroups: items(id),
      fsGroupChangePolicy: given(oneOf("Always", "OnRootMismatch")),
      supplementalGroupsPolicy: given(oneOf("Merge", "Strict")),
      // The feature that knows of other words is not on.
      seLinuxChangePolicy: given(oneOf("Recursive")),
      sysctls: all(
        items(on("name", must(sysctlName))),
        unique(
          (one) => (isObject(one) ? String(one["name"]).replaceAll("/", ".") : undefined),
          (one, at) => duplicateValue(`${at}.name`, isObject(one) ? one["name"] : ""),
        ),
      ),
    }),
  ),
);

/** As Go's own struct is written, which has no names for JSON. */
const GO_FIELDS = [
  ...["capabilities", "privileged", "seLinuxOptions", "windowsOptions", "runAsUser", "runAsGroup", "runAsNonRoot"],
  ...["readOnlyRootFilesystem", "allowPrivilegeEscalation", "procMount", "seccompProfile", "appArmorProfile"],
];

function asGo(context: JsonObject): JsonObject {
  const capital = (key: string): string =>
    key === "seLinuxOptions" ? "SELinuxOptions" : (key[0] ?? "").toUpperCase() + key.slice(1);
  const inside = (key: string, value: JsonObject): JsonObject => {
    if (key === "capabilities") return { Add: value["add"] ?? null, Drop: value["drop"] ?? null };
    return { Type: value["type"] ?? "", LocalhostProfile: value["localhostProfile"] ?? null };
  };
  return Object.fromEntries(
    GO_FIELDS.map((key) => {
      const value = context[key] ?? null;
      return [capital(key), isObject(value) ? inside(key, value) : value];
    }),
  );
}

const escalation: Rule = (value, at) => {
  if (!isObject(value) || value["allowPrivilegeEscalation"] !== false) return [];
  const add = isObject(value["capabilities"]) ? value["capabilities"]["add"] : [];
  const isAdmin = Array.isArray(add) && add.includes("CAP_SYS_ADMIN");
  if (value["privileged"] !== true && !isAdmin) return [];
  const what = value["privileged"] === true ? "`privileged` to true" : "`capabilities.Add` CAP_SYS_ADMIN";
  const why = `cannot set \`allowPrivilegeEscalation\` to false and ${what}`;
  return [invalidValue(at, asGo(value), why)];
};

export const containerSecurityContext = (pod: JsonObject): Rule =>
  given(all(shared, on("procMount", given(all(oneOf("Default", "Unmasked"), unmasked(pod)))), escalation));

const unmasked = (pod: JsonObject): Rule => {
  if (pod["hostUsers"] === false) return nothing;
  return (value, at) =>
    value === "Unmasked" ? [invalidValue(at, value, "`hostUsers` must be false to use `Unmasked`")] : [];
};
