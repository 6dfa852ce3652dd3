/** Which requests a policy, a binding or a webhook is about (apiserver pkg/admission/plugin/policy/matching, webhook/predicates 0.36). */
import { listAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { selects } from "../controllers/selector.ts";
import type { Server } from "../objects/server.ts";
import { inVersion, toStored } from "../schema/conversion/index.ts";
import type { Kind } from "../schema/kinds.ts";
import type { Attributes } from "./attributes.ts";

export interface Matched {
  /** The kind as the rule names it: perhaps another version of the request's. */
  readonly kind: Kind;
}

interface Constraints {
  readonly rules: readonly JsonValue[];
  readonly excluded: readonly JsonValue[];
  readonly namespaceSelector: JsonObject;
  readonly objectSelector: JsonObject;
  readonly isExact: boolean;
}

/** What a policy or binding says; without rules all requests are meant. */
export function matchesResources(resources: JsonObject, attributes: Attributes, server: Server): Matched | undefined {
  const constraints = constraintsOf(resources, listAt(resources, "resourceRules"));
  if (!matchesSelectors(constraints, attributes, server)) return undefined;
  if (matchingKind(constraints.excluded, constraints, { attributes, server }) !== undefined) return undefined;
  if (constraints.rules.length === 0) return { kind: attributes.kind };
  return matchingKind(constraints.rules, constraints, { attributes, server });
}

export function matchesWebhook(webhook: JsonObject, attributes: Attributes, server: Server): Matched | undefined {
  const constraints = constraintsOf(webhook, listAt(webhook, "rules"));
  const found = matchingKind(constraints.rules, constraints, { attributes, server });
  return found === undefined || !matchesSelectors(constraints, attributes, server) ? undefined : found;
}

function constraintsOf(given: JsonObject, rules: readonly JsonValue[]): Constraints {
  return {
    rules,
    excluded: listAt(given, "excludeResourceRules"),
    namespaceSelector: objectAt(given, "namespaceSelector"),
    objectSelector: objectAt(given, "objectSelector"),
    isExact: textAt(given, "matchPolicy") === "Exact",
  };
}

function matchesSelectors(
  { namespaceSelector, objectSelector }: Constraints,
  attributes: Attributes,
  server: Server,
): boolean {
  return matchesNamespace(namespaceSelector, attributes, server) && matchesObject(objectSelector, attributes);
}

function isEmpty(selector: JsonObject): boolean {
  return (
    Object.keys(objectAt(selector, "matchLabels")).length === 0 && listAt(selector, "matchExpressions").length === 0
  );
}

function labelsOf(object: JsonValue | undefined): JsonObject {
  return objectAt(object, "metadata", "labels");
}

/** Objects of the whole cluster match any selector; namespaces are matched by their own labels. */
function matchesNamespace(
  selector: JsonObject,
  { kind, namespace, object, oldObject, operation }: Attributes,
  { store }: Server,
): boolean {
  if (isEmpty(selector)) return true;
  const isNamespace = kind.resource.kind === "Namespace" && kind.resource.group === "";
  if (!isNamespace && namespace === "") return true;
  const about = isNamespace
    ? operation === "CREATE"
      ? object
      : (object ?? oldObject)
    : store.get("/namespaces", namespace);
  return selects(selector, labelsOf(about));
}

/** As it is, or as it was. */
function matchesObject(selector: JsonObject, { object, oldObject }: Attributes): boolean {
  if (isEmpty(selector)) return true;
  return [object, oldObject].some((one) => one !== undefined && selects(selector, labelsOf(one)));
}

interface Asked {
  readonly attributes: Attributes;
  readonly server: Server;
}

function matchingKind(
  rules: readonly JsonValue[],
  { isExact }: Constraints,
  { attributes, server }: Asked,
): Matched | undefined {
  const { kind } = attributes;
  if (rules.some((rule) => matchesRule(rule, attributes, kind))) return { kind };
  if (isExact) return undefined;
  for (const other of server.kinds.all()) {
    if (other.collection !== kind.collection || other.resource.apiVersion === kind.resource.apiVersion) continue;
    if (rules.some((rule) => matchesRule(rule, attributes, other))) return { kind: other };
  }
  return undefined;
}

function matchesRule(
  rule: JsonValue,
  { operation, subresource, name, namespace }: Attributes,
  { resource }: Kind,
): boolean {
  const has = (key: string, value: string): boolean => listAt(rule, key).some((one) => one === "*" || one === value);
  const names = listAt(rule, "resourceNames");
  const isNamespace = resource.kind === "Namespace" && resource.group === "";
  const scope = textAt(rule, "scope");
  const isNamespaced = namespace !== "" && !isNamespace;
  return (
    (scope === "" || scope === "*" || (scope === "Namespaced") === isNamespaced) &&
    has("operations", operation) &&
    has("apiGroups", resource.group) &&
    has("apiVersions", resource.version) &&
    listAt(rule, "resources").some((one) => matchesResource(String(one), resource.name, subresource)) &&
    (names.length === 0 || names.includes(name))
  );
}

function matchesResource(pattern: string, resource: string, subresource: string): boolean {
  const [wanted = "", below = ""] = pattern.split("/");
  return (wanted === "*" || wanted === resource) && (below === "*" || below === subresource);
}

/** The object in the version that a rule names. */
export function inKind(object: JsonObject | undefined, kind: Kind): JsonObject | undefined {
  if (object === undefined) return undefined;
  return object["apiVersion"] === kind.resource.apiVersion ? object : inVersion(toStored(object, kind), kind);
}

/** As those who look at a request see it. */
export function shownIn(object: JsonObject | undefined, { shape }: Attributes, kind: Kind): JsonObject | undefined {
  return shape === undefined ? inKind(object, kind) : object;
}
