/** What expressions of policies and match conditions may name (apiserver pkg/admission/plugin/cel/compile.go 0.36). */
import * as cel from "../../cel/index.ts";

const { types } = cel;
type Type = cel.types.Type;
type Fields = Readonly<Record<string, Type>>;

const texts = (...names: string[]): Fields => Object.fromEntries(names.map((name) => [name, types.STRING]));
const TEXTS = types.listOf(types.STRING);
const TEXT_MAP = types.mapOf(types.STRING, types.STRING);
const kind = types.objectType("kubernetes.GroupVersionKind");
const resource = types.objectType("kubernetes.GroupVersionResource");

const OBJECTS: Readonly<Record<string, Fields>> = {
  "kubernetes.GroupVersionKind": texts("group", "version", "kind"),
  "kubernetes.GroupVersionResource": texts("group", "version", "resource"),
  "kubernetes.UserInfo": { ...texts("username", "uid"), groups: TEXTS, extra: types.mapOf(types.STRING, TEXTS) },
  "kubernetes.AdmissionRequest": {
    ...{ kind, resource, requestKind: kind, requestResource: resource },
    ...texts("subResource", "requestSubResource", "name", "namespace", "operation"),
    userInfo: types.objectType("kubernetes.UserInfo"),
    dryRun: types.BOOL,
    options: types.DYN,
  },
  "kubernetes.NamespaceSpec": { finalizers: TEXTS },
  "kubernetes.NamespaceCondition": {
    ...texts("status", "type", "message", "reason"),
    lastTransitionTime: types.TIMESTAMP,
  },
  "kubernetes.NamespaceStatus": {
    conditions: types.listOf(types.objectType("kubernetes.NamespaceCondition")),
    phase: types.STRING,
  },
  "kubernetes.NamespaceMetadata": {
    ...texts("name", "generateName", "namespace", "UID", "resourceVersion"),
    ...{ labels: TEXT_MAP, annotations: TEXT_MAP, finalizers: TEXTS },
    ...{ creationTimestamp: types.TIMESTAMP, deletionTimestamp: types.TIMESTAMP },
    ...{ deletionGracePeriodSeconds: types.INT, generation: types.INT },
  },
  "kubernetes.Namespace": {
    metadata: types.objectType("kubernetes.NamespaceMetadata"),
    spec: types.objectType("kubernetes.NamespaceSpec"),
    status: types.objectType("kubernetes.NamespaceStatus"),
  },
};

/** A field that is none has a type that nothing has. */
class PatchFields extends Map<string, Type> {
  override get(name: string): Type {
    return super.get(name) ?? types.objectType("");
  }
}

const PATCH_FIELDS = new PatchFields(Object.entries({ ...texts("op", "path", "from"), value: types.DYN }));

export const VARIABLES = "kubernetes.variables";
export const APPLIED = types.objectType("Object");
export const PATCHES = types.listOf(types.objectType("JSONPatch"));

/** Whatever one asks for is there. */
class AnyFields extends Map<string, Type> {
  override get(): Type {
    return types.DYN;
  }
}

export interface EnvironmentOptions {
  readonly hasParams: boolean;
  readonly hasAuthorizer: boolean;
  /** Patches may be made: `Object{…}`, `JSONPatch{…}`. */
  readonly hasPatchTypes?: boolean;
  /** The policy's own variables that stand before. */
  readonly variables?: ReadonlyMap<string, Type>;
  /** What is known of the object, where types are checked. */
  readonly object?: Type;
  readonly params?: Type;
  readonly fieldsOf?: cel.Environment["fieldsOf"];
}

export function policyEnvironment({
  hasParams,
  hasAuthorizer,
  hasPatchTypes = false,
  ...more
}: EnvironmentOptions): cel.Environment {
  const variables = new Map<string, Type>([
    ["object", more.object ?? types.DYN],
    ["oldObject", more.object ?? types.DYN],
    ["namespaceObject", types.objectType("kubernetes.Namespace")],
    ["request", types.objectType("kubernetes.AdmissionRequest")],
  ]);
  if (hasParams) variables.set("params", more.params ?? types.DYN);
  if (hasAuthorizer) {
    variables.set("authorizer", types.objectType("kubernetes.authorization.Authorizer"));
    variables.set("authorizer.requestResource", types.objectType("kubernetes.authorization.ResourceCheck"));
  }
  if (more.variables !== undefined) variables.set("variables", types.objectType(VARIABLES));
  const functions = new Set(hasPatchTypes ? ["jsonpatch.escapeKey"] : []);
  const fieldsOf = (name: string): ReadonlyMap<string, Type> | undefined => {
    if (name === VARIABLES) return more.variables;
    if (/^Object(\.|$)/.test(name)) return hasPatchTypes ? new AnyFields() : undefined;
    if (name === "JSONPatch") return hasPatchTypes ? PATCH_FIELDS : undefined;
    const known = OBJECTS[name];
    return known === undefined ? more.fieldsOf?.(name) : new Map(Object.entries(known));
  };
  return { variables, functions, fieldsOf };
}

/** The type that a variable's expression gives it, where others name it. */
export function variableType(type: Type): Type {
  switch (type.kind) {
    case "list":
    case "map":
      return { ...type, parameters: type.parameters.map(variableType) };
    case "object":
    case "opaque":
    case "type":
    case "error":
    case "parameter":
      return types.DYN;
    default:
      return type;
  }
}
