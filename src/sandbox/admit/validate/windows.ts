/** What a pod for Windows may not have (kubernetes pkg/apis/core/validation, validateWindows 1.36). */
import { isObject, listAt, valueAt, type JsonObject } from "../../../kube/index.ts";
import { forbiddenField, invalidValue, type FieldError } from "../../wire/refusal.ts";
import { subdomain } from "./formats.ts";
import { all, fields, format, given, type Rule } from "./rules.ts";

const POD = ["hostPID", "hostIPC", "hostUsers"];
const POD_CONTEXT = [
  ...["appArmorProfile", "seLinuxOptions", "seccompProfile", "fsGroup", "fsGroupChangePolicy", "sysctls"],
  ...["runAsUser", "runAsGroup", "supplementalGroups", "supplementalGroupsPolicy"],
  "seLinuxChangePolicy",
];
const SHARED = ["shareProcessNamespace"];
const CONTAINER = [
  ...["appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged"],
  ...["allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup"],
];

const WHY = "cannot be set for a windows pod";

const forbidden: Rule = (spec, at) => {
  if (!isObject(spec) || valueAt(spec, "os", "name") !== "windows") return [];
  const said = (value: Parameters<typeof valueAt>[0], keys: readonly string[], place: string): FieldError[] =>
    keys
      .filter((key) => isObject(value) && value[key] !== undefined && value[key] !== false)
      .map((key) => forbiddenField(`${place}.${key}`, WHY));
  const contexts = ["containers", "initContainers"].flatMap((list) =>
    listAt(spec, list).flatMap((one, i) =>
      givenIn(valueAt(one, "securityContext"), CONTAINER, `${at}.${list}[${i}].securityContext`),
    ),
  );
  return [
    ...said(spec, POD, at),
    ...said(spec["securityContext"] ?? null, POD_CONTEXT, `${at}.securityContext`),
    ...said(spec, SHARED, `${at}.securityContext`),
    ...contexts,
  ];
};

/** Of containers: what is given at all, even when it says no. */
function givenIn(value: Parameters<typeof valueAt>[0], keys: readonly string[], at: string): FieldError[] {
  return keys
    .filter((key) => isObject(value) && value[key] !== undefined)
    .map((key) => forbiddenField(`${at}.${key}`, WHY));
}

// --- what only they have

const SPEC_KB_MAX = 64;
const DOMAIN_MAX = 255;
const USER_MAX = 104;
const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DOMAIN = /^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)*$/;

const credentials = format((text) => {
  if (text === "") return ["gmsaCredentialSpec cannot be an empty string"];
  return text.length > SPEC_KB_MAX << 10 ? [`gmsaCredentialSpec size must be under ${SPEC_KB_MAX} KiB`] : [];
});

const userName = format((text) => {
  if (text === "") return ["runAsUserName cannot be an empty string"];
  if (/[\p{Cc}]/u.test(text)) return ["runAsUserName cannot contain control characters"];
  const parts = text.split("\\");
  if (parts.length > 2) return ["runAsUserName cannot contain more than one backslash"];
  return [...(parts.length === 2 ? domainProblems(parts[0] ?? "") : []), ...userProblems(parts.at(-1) ?? "")];
});

function domainProblems(domain: string): string[] {
  return [
    ...(domain.length > DOMAIN_MAX ? [`runAsUserName's Domain length must be under ${DOMAIN_MAX + 1} characters`] : []),
    ...(NETBIOS.test(domain) || DOMAIN.test(domain)
      ? []
      : ["runAsUserName's Domain doesn't match the NetBios nor the DNS format"]),
  ];
}

function userProblems(user: string): string[] {
  return [
    ...(user === "" ? ["runAsUserName's User cannot be empty"] : []),
    ...(user.length > USER_MAX ? [`runAsUserName's User length must not be longer than ${USER_MAX} characters`] : []),
    ...(/^[. ]+$/.test(user) ? ["runAsUserName's User cannot contain only periods or spaces"] : []),
    ...(/["/\\:;|=,+*?<>@[\]]/.test(user)
      ? [`runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`]
      : []),
  ];
}

export const windowsOptions = fields({
  gmsaCredentialSpecName: given(subdomain),
  gmsaCredentialSpec: given(credentials),
  runAsUserName: given(userName),
});

const hostProcessOf = (value: Parameters<typeof valueAt>[0]): unknown =>
  valueAt(value, "securityContext", "windowsOptions", "hostProcess");

const ALL_OR_NONE = "If pod contains any hostProcess containers then all containers must be HostProcess containers";
const ON_HOST = "hostNetwork must be true if pod contains any hostProcess containers";

/** Containers that are processes of the host: all of a pod's, or none. */
const hostProcesses: Rule = (value, at) => {
  if (!isObject(value)) return [];
  const own = hostProcessOf(value);
  const containers = containersOf(value, at);
  const hosted = containers.filter(({ given: one }) => one === true || (one === undefined && own === true)).length;
  return [
    ...containers.flatMap(({ given: one, place }) =>
      own === undefined || one === undefined || one === own
        ? []
        : [
            invalidValue(
              place,
              one,
              `pod hostProcess value must be identical if both are specified, was ${String(own)}`,
            ),
          ],
    ),
    ...(hosted > 0 && hosted < containers.length ? [invalidValue(at, "", ALL_OR_NONE)] : []),
    ...(hosted > 0 && value["hostNetwork"] !== true ? [invalidValue(`${at}.hostNetwork`, false, ON_HOST)] : []),
  ];
};

interface Hosted {
  readonly given: unknown;
  readonly place: string;
}

function containersOf(spec: JsonObject, at: string): Hosted[] {
  return ["initContainers", "containers", "ephemeralContainers"].flatMap((list) =>
    listAt(spec, list).map((one, i) => ({
      given: hostProcessOf(one),
      place: `${at}.${list}[${i}].securityContext.windowsOptions.hostProcess`,
    })),
  );
}

export const windows: Rule = all(forbidden, hostProcesses);
