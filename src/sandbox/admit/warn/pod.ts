/** What is allowed of pods, and probably not meant (kubernetes pkg/api/pod/warnings.go 1.36, with its texts); what overlaps in volumes is not looked for. */
import { isObject, listAt, numberAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { amountOf } from "../quantity.ts";

type Warn = (spec: JsonObject, at: string) => string[];

/** `at` is the place of the spec. */
export function podWarnings(spec: JsonObject, at: string): string[] {
  return CHECKS.flatMap((check) => check(spec, at));
}

const CHECKS: readonly Warn[] = [
  oldLabels,
  nullSelectors,
  oldVolumes,
  emptyVolumes,
  duplicateHosts,
  pullSecrets,
  fractions,
  hiddenVariables,
  ports,
  portNames,
  affinities,
  grace,
];

const NEGATIVE = "must be >= 0; negative values are invalid and will be treated as 1";

/** Of templates: a pod itself has become right by now. */
function grace(spec: JsonObject, at: string): string[] {
  const isNegative = (numberAt(spec, "terminationGracePeriodSeconds") ?? 0) < 0;
  return isNegative ? [`${at}.terminationGracePeriodSeconds: ${NEGATIVE}`] : [];
}

const NO_POD = "a null labelSelector results in matching no pod";

function nullSelectors(spec: JsonObject, at: string): string[] {
  return listAt(spec, "topologySpreadConstraints").flatMap((one, i) => {
    const place = `${at}.topologySpreadConstraints[${i}]`;
    const [key, isNull] = [textAt(one, "topologyKey"), isObject(one) && one["labelSelector"] === undefined];
    return [
      ...oldLabel(key).map((why) => `${place}.topologyKey: ${key} is ${why}`),
      ...(isNull ? [`${place}.labelSelector: ${NO_POD}`] : []),
    ];
  });
}

/** Labels of nodes that have newer names (kubernetes pkg/api/node/util.go 1.36). */
const OLD_LABELS: Readonly<Record<string, string>> = {
  "beta.kubernetes.io/arch": 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  "beta.kubernetes.io/os": 'deprecated since v1.14; use "kubernetes.io/os" instead',
  "failure-domain.beta.kubernetes.io/region": 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  "failure-domain.beta.kubernetes.io/zone": 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  "beta.kubernetes.io/instance-type": 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  "app.kubernetes.io/created-by": "deprecated since v1.9",
  "scheduler.alpha.kubernetes.io/preferAvoidPods": "deprecated since v1.22; use Taints and Tolerations instead",
  "node-role.kubernetes.io/master": 'use "node-role.kubernetes.io/control-plane" instead',
};

/** None, or what is to be told of it. */
export function oldLabel(key: string): string[] {
  return Object.hasOwn(OLD_LABELS, key) ? [OLD_LABELS[key] ?? ""] : [];
}

function oldLabels(spec: JsonObject, at: string): string[] {
  const node = objectAt(spec, "affinity", "nodeAffinity");
  const place = `${at}.affinity.nodeAffinity`;
  const [must, should] = [
    "requiredDuringSchedulingIgnoredDuringExecution",
    "preferredDuringSchedulingIgnoredDuringExecution",
  ];
  return [
    ...Object.keys(objectAt(spec, "nodeSelector")).flatMap((key) =>
      oldLabel(key).map((why) => `${at}.nodeSelector[${key}]: ${why}`),
    ),
    ...listAt(node, must ?? "", "nodeSelectorTerms").flatMap((term, i) =>
      oldExpressions(term, `${place}.${must}.nodeSelectorTerms[${i}]`),
    ),
    ...listAt(node, should ?? "").flatMap((one, i) =>
      oldExpressions(objectAt(one, "preference"), `${place}.${should}[${i}].preference`),
    ),
  ];
}

function oldExpressions(term: JsonValue, at: string): string[] {
  return listAt(term, "matchExpressions").flatMap((one, i) => {
    const key = textAt(one, "key");
    return oldLabel(key).map((why) => `${at}.matchExpressions[${i}].key: ${key} is ${why}`);
  });
}

const AFFINITIES = [
  ["requiredDuringSchedulingIgnoredDuringExecution", ""],
  ["preferredDuringSchedulingIgnoredDuringExecution", "podAffinityTerm"],
] as const;

function affinities(spec: JsonObject, at: string): string[] {
  return ["podAffinity", "podAntiAffinity"].flatMap((kind) =>
    AFFINITIES.flatMap(([list, below]) =>
      listAt(spec, "affinity", kind, list).flatMap((one, i) => {
        const term = below === "" ? one : objectAt(one, below);
        if (!isObject(term) || term["labelSelector"] !== undefined) return [];
        const place = below === "" ? "" : `.${below}`;
        return [`${at}.affinity.${kind}.${list}[${i}]${place}.labelSelector: ${NO_POD}`];
      }),
    ),
  );
}

const OLD_VOLUMES: Readonly<Record<string, string>> = {
  photonPersistentDisk: "deprecated in v1.11, non-functional in v1.16+",
  gitRepo: "deprecated in v1.11, and disabled by default in v1.33+",
  scaleIO: "deprecated in v1.16, non-functional in v1.22+",
  flocker: "deprecated in v1.22, non-functional in v1.25+",
  storageOS: "deprecated in v1.22, non-functional in v1.25+",
  quobyte: "deprecated in v1.22, non-functional in v1.25+",
  glusterfs: "deprecated in v1.25, non-functional in v1.26+",
  cephfs: "deprecated in v1.28, non-functional in v1.31+",
  rbd: "deprecated in v1.28, non-functional in v1.31+",
};

function oldVolumes(spec: JsonObject, at: string): string[] {
  return listAt(spec, "volumes").flatMap((volume, i) =>
    Object.entries(OLD_VOLUMES).flatMap(([kind, why]) => {
      const key = kind === "storageOS" ? "storageos" : kind;
      return isObject(volume) && isObject(volume[key]) ? [`${at}.volumes[${i}].${kind}: ${why}`] : [];
    }),
  );
}

function emptyVolumes(spec: JsonObject): string[] {
  return listAt(spec, "volumes").flatMap((volume) => {
    const sources = listAt(volume, "projected", "sources");
    const isEmpty = sources.length === 1 && Object.keys(objectAt(sources[0])).length === 0;
    return isEmpty ? [`volume ${JSON.stringify(textAt(volume, "name"))} (Projected) has no sources provided`] : [];
  });
}

/** Those of a list that have the same as one before them. */
function duplicates(list: readonly JsonValue[], key: string): { readonly i: number; readonly value: string }[] {
  const seen = new Set<string>();
  return list.flatMap((one, i) => {
    const value = textAt(one, key);
    const twice = seen.has(value);
    seen.add(value);
    return twice ? [{ i, value }] : [];
  });
}

function duplicateHosts(spec: JsonObject, at: string): string[] {
  return duplicates(listAt(spec, "hostAliases"), "ip").map(
    ({ i, value }) => `${at}.hostAliases[${i}].ip: duplicate ip ${JSON.stringify(value)}`,
  );
}

function pullSecrets(spec: JsonObject, at: string): string[] {
  const secrets = listAt(spec, "imagePullSecrets");
  return [
    ...duplicates(secrets, "name").map(
      ({ i, value }) => `${at}.imagePullSecrets[${i}].name: duplicate name ${JSON.stringify(value)}`,
    ),
    ...secrets.flatMap((one, i) =>
      textAt(one, "name") === "" ? [`${at}.imagePullSecrets[${i}].name: invalid empty name ""`] : [],
    ),
  ];
}

interface Container {
  readonly container: JsonValue;
  readonly place: string;
}

function containersOf(spec: JsonObject, at: string): Container[] {
  return ["initContainers", "containers", "ephemeralContainers"].flatMap((list) =>
    listAt(spec, list).map((container, i) => ({ container, place: `${at}.${list}[${i}]` })),
  );
}

export function fractionWarning(amount: JsonValue | undefined, place: string): string[] {
  if (amount === undefined || Number.isInteger(amountOf(String(amount)))) return [];
  return [`${place}: fractional byte value ${JSON.stringify(amount)} is invalid, must be an integer`];
}

function fractions(spec: JsonObject, at: string): string[] {
  return containersOf(spec, at).flatMap(({ container, place }) =>
    ["memory", "ephemeral-storage"].flatMap((name) =>
      ["limits", "requests"].flatMap((list) =>
        fractionWarning(objectAt(container, "resources", list)[name], `${place}.resources.${list}[${name}]`),
      ),
    ),
  );
}

/** A second one of a name that does not build upon the first. */
function hiddenVariables(spec: JsonObject, at: string): string[] {
  return containersOf(spec, at).flatMap(({ container, place }) => {
    const variables = listAt(container, "env");
    return duplicates(variables, "name").flatMap(({ i, value: name }) => {
      const [one, before] = [variables[i] ?? null, `$(${name})`];
      const value = textAt(one, "value");
      const isBad = (isObject(one) && one["valueFrom"] !== undefined) || value === before || !value.includes(before);
      const why = `hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`;
      return isBad ? [`${place}.env[${i}]: ${why}`] : [];
    });
  });
}

interface Port {
  readonly place: string;
  readonly number: JsonValue;
  readonly protocol: string;
  readonly name: string;
  readonly hostPort: JsonValue;
  readonly hostIP: string;
}

function portsOf(spec: JsonObject, at: string): Port[] {
  return containersOf(spec, at).flatMap(({ container, place }) =>
    listAt(container, "ports").map((port, i) => ({
      place: `${place}.ports[${i}]`,
      number: (isObject(port) ? port["containerPort"] : 0) ?? 0,
      hostPort: (isObject(port) ? port["hostPort"] : 0) ?? 0,
      protocol: textAt(port, "protocol"),
      name: textAt(port, "name"),
      hostIP: textAt(port, "hostIP"),
    })),
  );
}

/** A port as `%+v` prints it. */
function goPort({ name, hostPort, number, protocol, hostIP }: Port): string {
  return `{Name:${name} HostPort:${String(hostPort)} ContainerPort:${String(number)} Protocol:${protocol} HostIP:${hostIP}}`;
}

function ports(spec: JsonObject, at: string): string[] {
  const all = portsOf(spec, at);
  return all.flatMap((port, i) => {
    const same = all.slice(0, i).filter((other) => other.number === port.number && other.protocol === port.protocol);
    return [
      ...(port.hostIP !== "" && port.hostPort === 0
        ? [`${port.place}: hostIP set without hostPort: ${goPort(port)}`]
        : []),
      ...same.flatMap((other) => clash(port, other)),
    ];
  });
}

function clash(port: Port, other: Port): string[] {
  const told = (how: string): string[] => [`${port.place}: ${how} port definition with ${other.place}`];
  if (port.hostIP === other.hostIP && port.hostPort === other.hostPort) return told("duplicate");
  if (port.hostPort === 0 || other.hostPort === 0) return told("overlapping");
  const isOneOpen = (port.hostIP === "") !== (other.hostIP === "");
  return port.hostPort === other.hostPort && isOneOpen ? told("dangerously ambiguous") : [];
}

function portNames(spec: JsonObject, at: string): string[] {
  const seen = new Map<string, string>();
  return portsOf(spec, at).flatMap(({ name, place }) => {
    const other = seen.get(name);
    if (name === "" || other === undefined) {
      seen.set(name, place);
      return [];
    }
    const used = `services and probes that select ports by name will use ${other}`;
    return [`${place}: duplicate port name ${JSON.stringify(name)} with ${other}, ${used}`];
  });
}
