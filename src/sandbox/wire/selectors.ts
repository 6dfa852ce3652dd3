/** Which objects a list or a watch wants: by labels, by fields, by namespace. */
import { objectAt, parseLabelSelector, textAt, valueAt, type JsonObject } from "../../kube/index.ts";
import type { Kind } from "../schema/kinds.ts";
import type { Resource } from "../schema/resources.ts";
import { badRequest } from "./refusal.ts";
import type { WireRequest } from "./request.ts";

export type Selection = (object: JsonObject) => boolean;

interface Of {
  readonly kind: Kind;
  readonly namespace: string;
  /** Of one object, for watches by its path. */
  readonly name: string;
}

export function selection({ query }: WireRequest, { kind, namespace, name }: Of): Selection {
  const tests: Selection[] = [labelTest(query["labelSelector"] ?? ""), fieldTest(query["fieldSelector"] ?? "", kind)];
  if (namespace !== "") tests.push((object) => textAt(object, "metadata", "namespace") === namespace);
  if (name !== "") tests.push((object) => textAt(object, "metadata", "name") === name);
  return (object) => tests.every((test) => test(object));
}

/** Throws where one is none, whatever it asks for. */
export function checkSelectors({ labelSelector = "", fieldSelector = "" }: WireRequest["query"]): void {
  if (labelSelector !== "") parsed(labelSelector);
  for (const term of termsOf(fieldSelector)) parts(term);
}

function labelTest(text: string): Selection {
  if (text === "") return () => true;
  const selector = parsed(text);
  return (object) => {
    const labels = Object.entries(objectAt(object, "metadata", "labels"));
    return selector.matches(new Map(labels.map(([key, value]) => [key, String(value)])));
  };
}

function parsed(text: string): ReturnType<typeof parseLabelSelector> {
  try {
    return parseLabelSelector(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Clients are of an earlier version, and name fewer operators.
    throw badRequest(
      message
        .replace("expected: '=', '!=', '==', 'in', notin'", "expected: in, notin, =, ==, !=, gt, lt")
        .replace(NO_INTEGER, (why) => `values[0]: Invalid value: ${boundOf(text)}: ${why}`),
    );
  }
}

const NO_INTEGER = "for 'Gt', 'Lt' operators, the value must be an integer";

/** The first that is compared with what is no integer. */
function boundOf(text: string): string {
  const found = [...text.matchAll(/[<>]\s*([^,\s]*)/g)].find(([, value = ""]) => !/^-?\d+$/.test(value));
  return JSON.stringify(found?.[1] ?? "");
}

/** Fields by which objects can be selected besides their name and namespace. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  pods: [
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.schedulerName",
    "spec.serviceAccountName",
    "spec.hostNetwork",
    "status.phase",
    "status.podIP",
    "status.nominatedNodeName",
  ],
  secrets: ["type"],
  namespaces: ["status.phase"],
  nodes: ["spec.unschedulable"],
  jobs: ["status.successful"],
  replicasets: ["status.replicas"],
  services: ["spec.clusterIP", "spec.type"],
  events: [
    ...["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"].map(
      (one) => `involvedObject.${one}`,
    ),
    ...["reason", "reportingComponent", "source", "type"],
  ],
};

const TERM = /^([^=!]*)(==|!=|=)(.*)$/;

function fieldTest(text: string, kind: Kind): Selection {
  const tests = termsOf(text).map((term) => termTest(term, kind));
  return (object) => tests.every((test) => test(object));
}

function termsOf(text: string): string[] {
  return text.split(/(?<!\\),/).filter((term) => term !== "");
}

interface Term {
  readonly field: string;
  readonly operator: string;
  readonly wanted: string;
}

function parts(term: string): Term {
  const [, field = "", operator, raw = ""] = TERM.exec(term) ?? [];
  if (operator === undefined) throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`);
  return { field, operator, wanted: raw.replace(/\\([\\,=])/g, "$1") };
}

/** The names of the events' own group; objects are stored under those of the core. */
function storedPath(path: string, { group }: Resource): string {
  if (group !== "events.k8s.io") return path;
  if (path === "reportingController") return "reportingComponent";
  return path.replace(/^regarding\./, "involvedObject.");
}

function termTest(term: string, { resource, custom, selectable = [] }: Kind): Selection {
  const { name } = resource;
  const { field, operator, wanted } = parts(term);
  const path = storedPath(field, resource);
  const isMetadata = path === "metadata.name" || path === "metadata.namespace";
  if (custom !== undefined && !isMetadata && !selectable.includes(path))
    throw badRequest(`field label not supported: ${path}`);
  if (custom === undefined && !isMetadata && FIELDS[name]?.includes(path) !== true)
    throw badRequest(unknownField(path, name));
  const keys = path.split(".");
  return (object) => (String(valueAt(object, ...keys) ?? "") === wanted) === (operator !== "!=");
}

function unknownField(path: string, resource: string): string {
  if (resource === "jobs") return `field label ${JSON.stringify(path)} not supported for Job`;
  if (FIELDS[resource] !== undefined && resource !== "replicasets") return `field label not supported: ${path}`;
  return `${JSON.stringify(path)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
}
