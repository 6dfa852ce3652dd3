/** Objects as a table for people (kubernetes pkg/printers/internalversion 1.36), for the kinds that are looked at most. */
import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import { definitionVersion, DEFINITIONS, type Kind } from "../schema/kinds.ts";
import type { Store } from "../storage/store.ts";
import { humanDuration } from "./duration.ts";

export const TABLE = /application\/json[^,]*\bas=Table\b/;

interface Column {
  readonly name: string;
  readonly type?: string;
  readonly format?: string;
  /** Shown when asked for wide output. */
  readonly wide?: boolean;
  cell(object: JsonObject, now: number): JsonValue;
}

const text =
  (...path: (string | number)[]) =>
  (object: JsonObject): JsonValue =>
    textAt(object, ...path);
const number =
  (...path: (string | number)[]) =>
  (object: JsonObject): JsonValue =>
    numberAt(object, ...path) ?? 0;

const NAME: Column = { name: "Name", format: "name", cell: text("metadata", "name") };
const AGE: Column = { name: "Age", cell: (object, now) => age(textAt(object, "metadata", "creationTimestamp"), now) };

function age(time: string, now: number): string {
  return time === "" ? "<unknown>" : humanDuration(now - Date.parse(time));
}

const ready: Column["cell"] = (object) =>
  `${numberAt(object, "status", "readyReplicas") ?? 0}/${numberAt(object, "spec", "replicas") ?? 0}`;
const images =
  (what: "name" | "image", ...path: string[]) =>
  (object: JsonObject): JsonValue =>
    listAt(object, ...path, "containers")
      .map((one) => textAt(one, what))
      .join(",");
const selector: Column["cell"] = (object) => labelText(objectAt(object, "spec", "selector", "matchLabels"));
const keys = (object: JsonObject): number =>
  Object.keys(objectAt(object, "data")).length + Object.keys(objectAt(object, "binaryData")).length;

function labelText(labels: JsonObject): string {
  return (
    Object.entries(labels)
      .map(([key, value]) => `${key}=${String(value)}`)
      .join(",") || "<none>"
  );
}

function restarts(pod: JsonObject): number {
  return listAt(pod, "status", "containerStatuses").reduce(
    (sum: number, one) => sum + (numberAt(one, "restartCount") ?? 0),
    0,
  );
}

/** A reason where there is one: what people look for. */
function podPhase(pod: JsonObject): string {
  if (textAt(pod, "metadata", "deletionTimestamp") !== "") return "Terminating";
  const states = listAt(pod, "status", "containerStatuses").map((one) => objectAt(one, "state"));
  const reasons = states.map((state) => textAt(state, "waiting", "reason") || textAt(state, "terminated", "reason"));
  return reasons.find((reason) => reason !== "") || textAt(pod, "status", "reason") || textAt(pod, "status", "phase");
}

const WORKLOAD_WIDE: readonly Column[] = [
  { name: "Containers", wide: true, cell: images("name", "spec", "template", "spec") },
  { name: "Images", wide: true, cell: images("image", "spec", "template", "spec") },
];
const SELECTOR: Column = { name: "Selector", wide: true, cell: selector };
const count = (name: string, ...path: string[]): Column => ({ name, type: "integer", cell: number(...path) });

const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  Pod: [
    NAME,
    {
      name: "Ready",
      cell: (pod) =>
        `${listAt(pod, "status", "containerStatuses").filter((one) => valueAt(one, "ready") === true).length}/${listAt(pod, "spec", "containers").length}`,
    },
    { name: "Status", cell: podPhase },
    { name: "Restarts", cell: (pod) => String(restarts(pod)) },
    AGE,
    { name: "IP", wide: true, cell: (pod) => textAt(pod, "status", "podIP") || "<none>" },
    { name: "Node", wide: true, cell: (pod) => textAt(pod, "spec", "nodeName") || "<none>" },
    { name: "Nominated Node", wide: true, cell: () => "<none>" },
    { name: "Readiness Gates", wide: true, cell: () => "<none>" },
  ],
  Deployment: [
    NAME,
    { name: "Ready", cell: ready },
    { ...count("Up-to-date", "status", "updatedReplicas") },
    count("Available", "status", "availableReplicas"),
    AGE,
    ...WORKLOAD_WIDE,
    SELECTOR,
  ],
  ReplicaSet: [
    NAME,
    count("Desired", "spec", "replicas"),
    count("Current", "status", "replicas"),
    count("Ready", "status", "readyReplicas"),
    AGE,
    ...WORKLOAD_WIDE,
    SELECTOR,
  ],
  StatefulSet: [NAME, { name: "Ready", cell: ready }, AGE, ...WORKLOAD_WIDE],
  DaemonSet: [
    NAME,
    count("Desired", "status", "desiredNumberScheduled"),
    count("Current", "status", "currentNumberScheduled"),
    count("Ready", "status", "numberReady"),
    count("Up-to-date", "status", "updatedNumberScheduled"),
    count("Available", "status", "numberAvailable"),
    {
      name: "Node Selector",
      cell: (object) => labelText(objectAt(object, "spec", "template", "spec", "nodeSelector")),
    },
    AGE,
    ...WORKLOAD_WIDE,
    SELECTOR,
  ],
  Job: [
    NAME,
    { name: "Status", cell: jobStatus },
    {
      name: "Completions",
      cell: (job) => `${numberAt(job, "status", "succeeded") ?? 0}/${numberAt(job, "spec", "completions") ?? 1}`,
    },
    { name: "Duration", cell: (job, now) => jobDuration(job, now) },
    AGE,
    ...WORKLOAD_WIDE,
    SELECTOR,
  ],
  CronJob: [
    NAME,
    { name: "Schedule", cell: text("spec", "schedule") },
    { name: "Timezone", cell: (object) => textAt(object, "spec", "timeZone") || "<none>" },
    { name: "Suspend", cell: (object) => (valueAt(object, "spec", "suspend") === true ? "True" : "False") },
    { name: "Active", type: "integer", cell: (object) => listAt(object, "status", "active").length },
    {
      name: "Last Schedule",
      cell: (object, now) =>
        textAt(object, "status", "lastScheduleTime") === ""
          ? "<none>"
          : age(textAt(object, "status", "lastScheduleTime"), now),
    },
    AGE,
  ],
  Service: [
    NAME,
    { name: "Type", cell: text("spec", "type") },
    { name: "Cluster-IP", cell: (object) => textAt(object, "spec", "clusterIP") || "<none>" },
    { name: "External-IP", cell: externalAddress },
    { name: "Port(s)", cell: servicePorts },
    AGE,
    { name: "Selector", wide: true, cell: (object) => labelText(objectAt(object, "spec", "selector")) },
  ],
  ConfigMap: [NAME, { name: "Data", type: "string", cell: (object) => keys(object) }, AGE],
  Secret: [
    NAME,
    { name: "Type", cell: text("type") },
    { name: "Data", type: "string", cell: (object) => keys(object) },
    AGE,
  ],
  ServiceAccount: [NAME, AGE],
  Namespace: [NAME, { name: "Status", cell: text("status", "phase") }, AGE],
  Node: [
    NAME,
    { name: "Status", cell: () => "Ready" },
    { name: "Roles", cell: () => "<none>" },
    AGE,
    { name: "Version", cell: text("status", "nodeInfo", "kubeletVersion") },
  ],
  Ingress: [
    NAME,
    { name: "Class", cell: (object) => textAt(object, "spec", "ingressClassName") || "<none>" },
    {
      name: "Hosts",
      cell: (object) =>
        listAt(object, "spec", "rules")
          .map((one) => textAt(one, "host"))
          .filter(Boolean)
          .join(",") || "*",
    },
    {
      name: "Address",
      cell: (object) =>
        listAt(object, "status", "loadBalancer", "ingress")
          .map((one) => textAt(one, "ip") || textAt(one, "hostname"))
          .join(","),
    },
    { name: "Ports", cell: (object) => (listAt(object, "spec", "tls").length > 0 ? "80, 443" : "80") },
    AGE,
  ],
  PersistentVolumeClaim: [
    NAME,
    { name: "Status", cell: text("status", "phase") },
    { name: "Volume", cell: text("spec", "volumeName") },
    { name: "Capacity", cell: text("status", "capacity", "storage") },
    {
      name: "Access Modes",
      cell: (object) =>
        listAt(object, "status", "accessModes")
          .map((one) => String(one).replaceAll(/[a-z]/g, ""))
          .join(","),
    },
    { name: "StorageClass", cell: text("spec", "storageClassName") },
    {
      name: "VolumeAttributesClass",
      cell: (object) => textAt(object, "spec", "volumeAttributesClassName") || "<unset>",
    },
    AGE,
  ],
  Event: [
    {
      name: "Last Seen",
      cell: (object, now) => age(textAt(object, "lastTimestamp") || textAt(object, "eventTime"), now),
    },
    { name: "Type", cell: text("type") },
    { name: "Reason", cell: text("reason") },
    {
      name: "Object",
      cell: (object) =>
        `${textAt(object, "involvedObject", "kind").toLowerCase()}/${textAt(object, "involvedObject", "name")}`,
    },
    { name: "Message", cell: text("message") },
    { name: "Name", wide: true, format: "name", cell: text("metadata", "name") },
  ],
  Role: [NAME, { name: "Created At", cell: text("metadata", "creationTimestamp") }],
  ClusterRole: [NAME, { name: "Created At", cell: text("metadata", "creationTimestamp") }],
  RoleBinding: [NAME, { name: "Role", cell: roleOf }, AGE],
  ClusterRoleBinding: [NAME, { name: "Role", cell: roleOf }, AGE],
  CustomResourceDefinition: [NAME, { name: "Created At", cell: text("metadata", "creationTimestamp") }],
};

function roleOf(object: JsonObject): string {
  return `${textAt(object, "roleRef", "kind")}/${textAt(object, "roleRef", "name")}`;
}

function jobStatus(job: JsonObject): string {
  const done = listAt(job, "status", "conditions").find(
    (one) => ["Complete", "Failed"].includes(textAt(one, "type")) && textAt(one, "status") === "True",
  );
  return textAt(done, "type") || (valueAt(job, "spec", "suspend") === true ? "Suspended" : "Running");
}

function jobDuration(job: JsonObject, now: number): string {
  const [from, to] = [textAt(job, "status", "startTime"), textAt(job, "status", "completionTime")];
  return from === "" ? "" : humanDuration((to === "" ? now : Date.parse(to)) - Date.parse(from));
}

function externalAddress(service: JsonObject): string {
  const spec = objectAt(service, "spec");
  if (spec["type"] === "ExternalName") return textAt(spec, "externalName");
  const given = listAt(service, "status", "loadBalancer", "ingress").map(
    (one) => textAt(one, "ip") || textAt(one, "hostname"),
  );
  const all = [...given, ...listAt(spec, "externalIPs").map(String)];
  return all.length > 0 ? all.join(",") : spec["type"] === "LoadBalancer" ? "<pending>" : "<none>";
}

function servicePorts(service: JsonObject): string {
  const ports = listAt(service, "spec", "ports").map((port) => {
    const node = numberAt(port, "nodePort");
    return `${numberAt(port, "port")}${node === undefined ? "" : `:${node}`}/${textAt(port, "protocol")}`;
  });
  return ports.join(",") || "<none>";
}

interface TableOptions {
  readonly kind: Kind;
  readonly store: Store;
  readonly now: number;
  /** `None`, `Metadata` (usual) or `Object`. */
  readonly include: string;
}

export function tableOf(objects: readonly JsonObject[], metadata: JsonObject, options: TableOptions): JsonObject {
  const columns = columnsOf(options);
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata,
    columnDefinitions: columns.map(({ name, type = "string", format = "", wide = false }) => ({
      name,
      type,
      format,
      description: "",
      priority: wide ? 1 : 0,
    })),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object, options.now)),
      object: rowObject(object, options.include),
    })),
  };
}

function rowObject(object: JsonObject, include: string): JsonValue {
  if (include === "None") return null;
  if (include === "Object") return object;
  return { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: objectAt(object, "metadata") };
}

function columnsOf({ kind, store }: TableOptions): readonly Column[] {
  const own = kind.custom === undefined ? COLUMNS[kind.resource.kind] : printerColumns(kind, store);
  return own ?? [NAME, { name: "Created At", type: "date", cell: text("metadata", "creationTimestamp") }];
}

/** Those that the definition of a custom resource names. */
function printerColumns({ resource }: Kind, store: Store): readonly Column[] | undefined {
  const definition = store.get(DEFINITIONS, `${resource.name}.${resource.group}`);
  const given = listAt(definitionVersion(definition ?? {}, resource.version), "additionalPrinterColumns");
  if (given.length === 0) return [NAME, AGE];
  const more = given.map((one): Column => {
    const path = jsonPath(textAt(one, "jsonPath"));
    const type = textAt(one, "type");
    return {
      ...{
        name: textAt(one, "name"),
        type: type === "date" ? "string" : type,
        wide: (numberAt(one, "priority") ?? 0) > 0,
      },
      cell(object, now) {
        const value = valueAt(object, ...path);
        if (type === "date" && typeof value === "string") return age(value, now);
        return isObject(value) || Array.isArray(value) ? JSON.stringify(value) : (value ?? null);
      },
    };
  });
  return [NAME, ...more];
}

/** Simple paths: `.spec.a[0].b`. */
function jsonPath(path: string): (string | number)[] {
  return [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['([^']+)'\]/g)].map(([, key, index, quoted]) =>
    index === undefined ? (key ?? quoted ?? "") : Number(index),
  );
}
