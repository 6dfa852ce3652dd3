/** Pods and their templates (kubernetes pkg/apis/core/validation, ValidatePodSpec 1.36). */
import { isObject, listAt, textAt, valueAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import {
  duplicateValue,
  forbiddenField,
  invalidValue,
  required,
  tooLong,
  type FieldError,
} from "../../wire/refusal.ts";
import { containers, ephemeralContainers, initContainers } from "./containers.ts";
import { address, annotationKeys, label, labels, matching, qualifiedName, subdomain } from "./formats.ts";
import { podFixed, podRequirements } from "./resources.ts";
import {
  all,
  absent,
  below,
  between,
  by,
  choice,
  fields,
  filled,
  given,
  items,
  must,
  nothing,
  on,
  oneOf,
  unique,
  uniqueBy,
  type Rule,
} from "./rules.ts";
import { affinity, tolerations, topologySpread } from "./scheduling.ts";
import { podSecurityContext } from "./security.ts";
import { volumes, volumesByName } from "./volumes.ts";
import { windows } from "./windows.ts";

const RESTART_POLICIES = ["Always", "OnFailure", "Never"];
const DNS_POLICIES = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
const NAMESERVERS_MAX = 3;

const nameservers: Rule = all(
  (value, at) =>
    listAt(value).length > NAMESERVERS_MAX
      ? [invalidValue(at, value, `must not have more than ${NAMESERVERS_MAX} nameservers`)]
      : [],
  items(address),
);

const SEARCH = matching(
  "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*",
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
  "example.com",
);

/** A search path may end with a dot. */
const search: Rule = (value, at) =>
  value === "." ? [] : searchProblems(String(value).replace(/\.$/, "")).map((why) => invalidValue(at, value, why));

function searchProblems(path: string): string[] {
  return [...(path.length > 253 ? ["must be no more than 253 characters"] : []), ...SEARCH(path)];
}

const dnsConfig = (pod: JsonObject): Rule => {
  const needed = "must provide at least one DNS nameserver when `dnsPolicy` is None";
  const isNone = pod["dnsPolicy"] === "None";
  const inside = fields({
    nameservers: all(isNone ? must(undefined, needed) : nothing, nameservers),
    searches: items(search),
    options: items((value, at) => (textAt(value ?? null, "name") === "" ? [required(at, "must not be empty")] : [])),
  });
  return (value, at) => {
    if (isObject(value)) return inside(value, at);
    return isNone ? [required(at, "must provide `dnsConfig` when `dnsPolicy` is None")] : [];
  };
};

const gates = all(
  items((value, at) => qualifiedName(textAt(value ?? null, "name"), at)),
  unique(
    (one) => textAt(one, "name"),
    (one, at) => duplicateValue(at, textAt(one, "name")),
  ),
);

const os: Rule = given((value, at) => {
  const name = textAt(value ?? null, "name");
  return name === "" ? [required(`${at}.name`)] : oneOf("linux", "windows")(name, at);
});

/** Settings of a namespace that the pod has not of its own. */
const SHARED_SYSCTLS = [
  ["hostNetwork", /^net[./]/],
  ["hostIPC", /^(kernel[./](sem|shm(all|max|mni|_rmid_forced)?|msg(max|mnb|mni)?)$|fs[./]mqueue[./])/],
] as const;

const sharedSysctls: Rule = (value, at) =>
  SHARED_SYSCTLS.flatMap(([field, pattern]) =>
    listAt(value ?? null, "securityContext", "sysctls").flatMap((one, i) => {
      const name = textAt(one, "name");
      if (!isObject(value) || value[field] !== true || !pattern.test(name)) return [];
      const place = `${at}.securityContext.sysctls[${i}].name`;
      return [invalidValue(place, name, `may not be specified when '${field}' is true`)];
    }),
  );

/** Whole namespaces that are shared in two ways. */
const processes: Rule = (value, at) =>
  isObject(value) && value["shareProcessNamespace"] === true && value["hostPID"] === true
    ? [
        invalidValue(
          `${at}.securityContext.shareProcessNamespace`,
          true,
          "ShareProcessNamespace and HostPID cannot both be enabled",
        ),
      ]
    : [];

const HOSTNAME_MAX = 64;

const hostnameOverride = (pod: JsonObject): Rule =>
  given((value, at) => [
    ...(pod["setHostnameAsFQDN"] === true
      ? [forbiddenField(at, "may not be specified when setHostnameAsFQDN is true")]
      : []),
    ...(pod["hostNetwork"] === true ? [forbiddenField(at, "may not be specified when hostNetwork is true")] : []),
    ...(String(value).length > HOSTNAME_MAX ? [tooLong(at, HOSTNAME_MAX)] : []),
    ...subdomain(value, at),
  ]);

const SOURCES = ["resourceClaimName", "resourceClaimTemplateName"];

/** A claim comes from one place. */
const claimSource: Rule = by((claim) => (_value, at) => {
  const count = SOURCES.filter((key) => claim[key] !== undefined).length;
  if (count === 1) return [];
  const why =
    count === 0
      ? "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"
      : "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified";
  const [name, template] = SOURCES.map((key) => claim[key] ?? null);
  const shown = { Name: textAt(claim, "name"), ResourceClaimName: name, ResourceClaimTemplateName: template };
  return [invalidValue(at, shown, why)];
});

const resourceClaims: Rule = all(
  items(
    all(
      on("name", must(label)),
      claimSource,
      fields({ resourceClaimName: given(subdomain), resourceClaimTemplateName: given(subdomain) }),
    ),
  ),
  uniqueBy("name"),
);

/** Variables that stand in files: those of volumes that are the pod's own. */
const filesOfVariables: Rule = by((pod) => (_value, at) => {
  const known = new Map(listAt(pod, "volumes").map((one) => [textAt(one, "name"), one]));
  return ["initContainers", "containers", "ephemeralContainers"].flatMap((list) =>
    listAt(pod, list).flatMap((container, i) =>
      listAt(container, "env").flatMap((variable, j) => {
        const reference = valueAt(variable, "valueFrom", "fileKeyRef");
        if (!isObject(reference)) return [];
        const place = `${at}.${list}[${i}].env[${j}].valueFrom.fileKeyRef.volumeName`;
        return volumeErrors(textAt(reference, "volumeName"), known, place);
      }),
    ),
  );
});

function volumeErrors(name: string, known: ReadonlyMap<string, JsonValue>, at: string): FieldError[] {
  const volume = known.get(name);
  if (volume === undefined)
    return [{ field: at, type: "FieldValueNotFound", text: `Not found: ${JSON.stringify(name)}` }];
  const isOwn = valueAt(volume, "emptyDir") !== undefined;
  return isOwn ? [] : [invalidValue(at, name, "referenced volume must be of type emptyDir")];
}

const SELF = fields({
  resourceClaims,
  resources: podRequirements,
  restartPolicy: choice(RESTART_POLICIES),
  dnsPolicy: choice(DNS_POLICIES),
  nodeSelector: labels,
  securityContext: podSecurityContext,
  affinity,
  readinessGates: items(on("conditionType", qualifiedName)),
  schedulingGates: gates,
  topologySpreadConstraints: topologySpread,
  serviceAccountName: filled(subdomain),
  nodeName: filled(subdomain),
  activeDeadlineSeconds: given(between(1, 2_147_483_647)),
  hostname: filled(label),
  subdomain: filled(label),
  tolerations,
  hostAliases: items(fields({ ip: address, hostnames: items(subdomain) })),
  priorityClassName: filled(subdomain),
  runtimeClassName: given(subdomain),
  preemptionPolicy: given(must(choice(["PreemptLowerPriority", "Never"]))),
  overhead: given(podFixed),
  os,
});

export const podSpec: Rule = (value, at) => {
  const spec = isObject(value) ? value : {};
  const context = { spec, volumes: volumesByName(spec) };
  return all(
    on("volumes", volumes),
    on("containers", containers(context)),
    on("initContainers", initContainers(context)),
    on("ephemeralContainers", ephemeralContainers(context)),
    SELF,
    on("hostnameOverride", hostnameOverride(spec)),
    filesOfVariables,
    processes,
    sharedSysctls,
    on("dnsConfig", dnsConfig(spec)),
    windows,
  )(spec, at);
};

// --- pods themselves

const DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
const SECCOMP = "seccomp.security.alpha.kubernetes.io/pod";
const SECCOMP_VALUES = /^(runtime\/default|docker\/default|unconfined|localhost\/.+)$/;

const annotations: Rule = (value, at) => {
  const found = isObject(value) ? value : {};
  const [cost, seccomp] = [found[DELETION_COST], found[SECCOMP]];
  const errors: FieldError[] = [];
  if (cost !== undefined && !/^(0|[1-9]\d{0,9}|-[1-9]\d{0,9})$/.test(String(cost))) {
    errors.push(invalidValue(`${at}[${DELETION_COST}]`, cost, "must be a 32bit integer"));
  }
  if (seccomp !== undefined && !SECCOMP_VALUES.test(String(seccomp))) {
    errors.push(invalidValue(below(at, SECCOMP), seccomp, "must be a valid seccomp profile"));
  }
  return errors;
};

export const pod: Rule = all(on("spec", podSpec), on("metadata", on("annotations", annotations)));

export const newPod: Rule = on("spec", on("ephemeralContainers", filledList(absent("cannot be set on create"))));

function filledList(rule: Rule): Rule {
  return (value, at) => (listAt(value).length > 0 ? rule(value, at) : []);
}

/** Of a controller: its messages call the labels and annotations of the template its own. */
export const templateMetadata: Rule = by((template) => (_value, at) => [
  ...labels(isObject(template["metadata"]) ? template["metadata"]["labels"] : {}, `${at}.labels`),
  ...annotationErrors(template, at),
]);

export const podTemplate: Rule = all(
  templateMetadata,
  on("spec", podSpec),
  on("spec", on("ephemeralContainers", filledList(absent("ephemeral containers not allowed in pod template")))),
);

function annotationErrors(template: JsonObject, at: string): readonly FieldError[] {
  const found = isObject(template["metadata"]) ? template["metadata"]["annotations"] : {};
  return [...annotationKeys(found, `${at}.annotations`), ...annotations(found, `${at}.annotations`)];
}
