/** Containers of pods (kubernetes pkg/apis/core/validation, validateContainers 1.36). */
import { isObject, listAt, textAt, valueAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { duplicateValue, forbiddenField, invalidValue, required, type FieldError } from "../../wire/refusal.ts";
import { configKey, environmentName, label, portName, subdomain } from "./formats.ts";
import { lifecycle, probe } from "./probes.ts";
import { environmentFieldRef, resourceFieldRef } from "./references.ts";
import { requirements } from "./resources.ts";
import {
  absent,
  all,
  between,
  by,
  choice,
  fields,
  filled,
  given,
  items,
  must,
  nothing,
  oneOf,
  on,
  unique,
  uniqueBy,
  when,
  type Rule,
  type Value,
} from "./rules.ts";
import { containerSecurityContext } from "./security.ts";
import { mounts } from "./mounts.ts";
import { pathBelow } from "./volumes.ts";

export interface PodContext {
  readonly spec: JsonObject;
  readonly volumes: ReadonlyMap<string, JsonObject>;
}

export const PULL_POLICIES = ["Always", "IfNotPresent", "Never"];

// --- ports

const port = (pod: PodContext): Rule =>
  all(
    fields({
      name: filled(portName),
      containerPort: must(between(1, 65_535)),
      hostPort: filled(between(1, 65_535)),
      protocol: oneOf("SCTP", "TCP", "UDP"),
    }),
    pod.spec["hostNetwork"] === true ? sameHostPort : nothing,
  );

const sameHostPort: Rule = (value, at) => {
  const [host, own] = isObject(value) ? [value["hostPort"] ?? 0, value["containerPort"] ?? 0] : [0, 0];
  if (host === 0 || host === own) return [];
  return [invalidValue(`${at}.hostPort`, host, "must match `containerPort` when `hostNetwork` is true")];
};

/** Of all containers of a list: a port of the host is taken once. */
export const hostPorts: Rule = (value, at) => {
  const seen = new Set<string>();
  return listAt(value).flatMap((container, i) =>
    listAt(container, "ports").flatMap((one, j) => {
      const number = isObject(one) ? (one["hostPort"] ?? 0) : 0;
      if (number === 0) return [];
      const key = `${textAt(one, "protocol")}/${textAt(one, "hostIP")}/${String(number)}`;
      if (seen.has(key)) return [duplicateValue(`${at}[${i}].ports[${j}].hostPort`, key)];
      seen.add(key);
      return [];
    }),
  );
};

// --- environment

/** Of a choice of sources; each message has its own names for them. */
function oneSource(keys: readonly string[], words: string): Rule {
  return (value, at) => {
    const count = isObject(value) ? keys.filter((key) => isObject(value[key])).length : 0;
    if (count === 1) return [];
    const why = count === 0 ? `must specify one of: ${words}` : "may not have more than one field specified at a time";
    return [invalidValue(at, "", why)];
  };
}

const keyRef = fields({ name: subdomain, key: must(configKey) });

const fileKeyRef = fields({
  key: must(environmentName),
  volumeName: must(label),
  path: must(pathBelow),
});

const SOURCES = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"];

const variableSource: Rule = all(
  fields({
    fieldRef: given(environmentFieldRef),
    resourceFieldRef: given(resourceFieldRef({ isVolume: false })),
    configMapKeyRef: given(keyRef),
    secretKeyRef: given(keyRef),
    fileKeyRef: given(fileKeyRef),
  }),
  oneSource(SOURCES, "`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"),
);

const NOT_WITH_VALUE = "may not be specified when `value` is not empty";

const variable: Rule = by((object) => {
  const isTwice =
    textAt(object, "value") !== "" && SOURCES.some((key) => valueAt(object, "valueFrom", key) !== undefined);
  return fields({
    name: must(environmentName),
    valueFrom: given(
      isTwice ? all(variableSource, (_value, at) => [invalidValue(at, "", NOT_WITH_VALUE)]) : variableSource,
    ),
  });
});

const reference = fields({ name: must(subdomain) });

const environmentSource: Rule = all(
  fields({ prefix: filled(environmentName), configMapRef: given(reference), secretRef: given(reference) }),
  // Told of as the list's.
  (value, at) =>
    oneSource(["configMapRef", "secretRef"], "`configMapRef` or `secretRef`")(value, at.replace(/\[\d+\]$/, "")),
);

// --- containers

const claims = (pod: PodContext): Rule => {
  const names = listAt(pod.spec, "resourceClaims").map((one) => textAt(one, "name"));
  const which = names.length === 0 ? "which is empty" : names.map((one) => JSON.stringify(one)).join(", ");
  return items((value, at) => {
    const name = textAt(value ?? null, "name");
    if (name === "") return [required(at)];
    if (names.includes(name)) return [];
    const text = `Not found: ${JSON.stringify(name)}: must be one of the names in pod.spec.resourceClaims ${which}`;
    return [{ field: at, type: "FieldValueNotFound", text }];
  });
};

export const IMAGE_SPACES = "must not have leading or trailing whitespace";

const image: Rule = must((value, at) =>
  String(value).trim() === value ? [] : [invalidValue(at, value, IMAGE_SPACES)],
);

// --- restarts and resizes

const RESIZED = ["cpu", "memory"];
const RESIZE_POLICIES = ["NotRequired", "RestartContainer"];
const NEVER = "must be 'NotRequired' when pod `restartPolicy` is 'Never'";

/** What is wrong with one is told of as the list's. */
const resizePolicy = (pod: PodContext): Rule => {
  const isNever = pod.spec["restartPolicy"] === "Never";
  return all(
    unique(
      (one) => textAt(one, "resourceName"),
      (one, at) => duplicateValue(at, textAt(one, "resourceName")),
    ),
    (value, at) =>
      listAt(value).flatMap((one) => {
        const policy = textAt(one, "restartPolicy");
        return [
          ...must(choice(RESIZED))(textAt(one, "resourceName"), at),
          ...must(choice(RESIZE_POLICIES))(policy, at),
          ...(isNever && policy !== "NotRequired" ? [invalidValue(at, policy, NEVER)] : []),
        ];
      }),
  );
};

const EXIT_VALUES_MAX = 255;

const restartRule: Rule = fields({
  action: oneOf("Restart", "RestartAllContainers"),
  exitCodes: (value, at) =>
    isObject(value)
      ? [
          ...choice(["In", "NotIn"])(value["operator"], `${at}.operator`),
          ...tooMany(listAt(value, "values").length, EXIT_VALUES_MAX, `${at}.values`),
        ]
      : [required(at, "must be specified")],
});

function tooMany(count: number, most: number, at: string): FieldError[] {
  if (count <= most) return [];
  return [{ field: at, type: "FieldValueTooMany", text: `Too many: ${count}: must have at most ${most} items` }];
}

const RULES_MAX = 20;
const RULES_ALONE = "must specify restartPolicy when restart rules are used";

/** Of init containers rules without a policy are not looked at. */
const restarts = (isInit: boolean): Rule =>
  by((container) => (_value, at) => {
    const rules = listAt(container, "restartPolicyRules");
    const [policy, place] = [container["restartPolicy"], `${at}.restartPolicyRules`];
    const own =
      policy === undefined
        ? rules.length === 0
          ? []
          : [required(`${at}.restartPolicy`, RULES_ALONE)]
        : oneOf("Always", "Never", "OnFailure")(policy, `${at}.restartPolicy`);
    if (policy === undefined && isInit) return own;
    return [...own, ...tooMany(rules.length, RULES_MAX, place), ...items(restartRule)(rules, place)];
  });

const common = (pod: PodContext): Rule =>
  all(
    fields({
      resizePolicy: resizePolicy(pod),
      name: must(label),
      image,
      imagePullPolicy: oneOf(...PULL_POLICIES),
      terminationMessagePolicy: choice(["File", "FallbackToLogsOnError"]),
      ports: all(items(port(pod)), uniqueBy("name")),
      env: items(variable),
      envFrom: items(environmentSource),
      resources: all(requirements, on("claims", claims(pod))),
      securityContext: containerSecurityContext(pod.spec),
    }),
    mounts(pod.volumes),
  );

const handlers = (pod: PodContext): Rule =>
  fields({
    lifecycle: given(lifecycle(Number(pod.spec["terminationGracePeriodSeconds"] ?? 30))),
    livenessProbe: given(probe("livenessProbe")),
    readinessProbe: given(probe("readinessProbe")),
    startupProbe: given(probe("startupProbe")),
  });

export function containers(pod: PodContext): Rule {
  return all(must(nothing), items(all(common(pod), handlers(pod), restarts(false))), uniqueBy("name"), hostPorts);
}

/** Those that run to their end have nobody to probe them. */
const withoutHandlers = (): Rule => {
  const why = "may not be set for init containers without restartPolicy=Always";
  return fields({
    lifecycle: absent(why),
    livenessProbe: absent(why),
    readinessProbe: absent(why),
    startupProbe: absent(why),
  });
};

const isSidecar = (value: Value): boolean => isObject(value) && value["restartPolicy"] === "Always";

export function initContainers(pod: PodContext): Rule {
  const taken = new Set(listAt(pod.spec, "containers").map((one) => textAt(one, "name")));
  return all(
    items(
      all(common(pod), restarts(true), when(isSidecar, handlers(pod), withoutHandlers()), (value, at) =>
        namesTaken(value, at, taken),
      ),
    ),
    unique(
      (one) => (taken.has(textAt(one, "name")) ? undefined : textAt(one, "name") || undefined),
      (one, at) => duplicateValue(`${at}.name`, textAt(one, "name")),
    ),
    // Each starts when the one before has ended.
    items((value, at) => hostPorts([value ?? null], at).map((error) => withoutIndex(error))),
  );
}

const withoutIndex = (error: FieldError): FieldError => ({ ...error, field: error.field.replace("][0].", "].") });

function namesTaken(value: JsonValue | undefined, at: string, taken: ReadonlySet<string>): FieldError[] {
  const name = textAt(value ?? null, "name");
  return taken.has(name) && name !== "" ? [duplicateValue(`${at}.name`, name)] : [];
}

/** Those that were added to look into a pod. */
export function ephemeralContainers(pod: PodContext): Rule {
  const others = ["containers", "initContainers"].flatMap((list) =>
    listAt(pod.spec, list).map((one) => textAt(one, "name")),
  );
  return (value, at) =>
    listAt(value).flatMap((one, i) => {
      const [name, target, place] = [textAt(one, "name"), textAt(one, "targetContainerName"), `${at}[${i}]`];
      return [
        ...common(pod)(one, place),
        ...(others.includes(name) ? [duplicateValue(`${place}.name`, name)] : []),
        ...(target === "" || others.includes(target) ? [] : [notFoundAt(`${place}.targetContainerName`, target)]),
        ...OF_OTHERS.filter((key) => isObject(one) && one[key] !== undefined && key !== "resources").map((key) =>
          forbiddenField(`${place}.${key}`, "cannot be set for an Ephemeral Container"),
        ),
      ];
    });
}

function notFoundAt(field: string, name: string): FieldError {
  return { field, type: "FieldValueNotFound", text: `Not found: ${JSON.stringify(name)}` };
}

const OF_OTHERS = [
  ...["ports", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle", "resources", "resizePolicy"],
  ...["restartPolicy", "restartPolicyRules"],
];
