/** What objects may be called, and what their metadata may say (apimachinery api/validation 0.36, with its texts). */
import {
  isObject,
  labelValueErrors as clientValueErrors,
  listAt,
  objectAt,
  qualifiedNameErrors as clientNameErrors,
  textAt,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import type { Resource } from "../schema/resources.ts";
import { invalidValue, required, tooLong, type FieldError } from "../wire/refusal.ts";

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const LABEL_RULE =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an " +
  "alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end " +
  "with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** In the words of this version of the server, which are newer than those that clients have. */
export function qualifiedNameErrors(key: string): string[] {
  return clientNameErrors(key).map((why) =>
    why
      .replace("no more than 63 characters", "no more than 63 bytes")
      .replace(/^a qualified name /, "a valid label key "),
  );
}

export function labelValueErrors(value: string): string[] {
  return clientValueErrors(value).map((why) => why.replace("no more than 63 characters", "no more than 63 bytes"));
}

export function labelErrors(name: string): string[] {
  const long = name.length > 63 ? ["must be no more than 63 characters"] : [];
  if (LABEL.test(name)) return long;
  return [...long, SUBDOMAIN.test(name) ? "must not contain dots" : LABEL_RULE];
}

export function subdomainErrors(name: string): string[] {
  return [
    ...(name.length > 253 ? ["must be no more than 253 characters"] : []),
    ...(SUBDOMAIN.test(name) ? [] : [SUBDOMAIN_RULE]),
  ];
}

/** Names that only must fit into a path. */
export function pathErrors(name: string): string[] {
  if (name === "." || name === "..") return [`may not be '${name}'`];
  return ["/", "%"].filter((letter) => name.includes(letter)).map((letter) => `may not contain '${letter}'`);
}

function nameErrors({ group, name: resource }: Resource): (name: string) => string[] {
  if (group === "rbac.authorization.k8s.io") return pathErrors;
  return ["namespaces", "services"].includes(resource) && group === "" ? labelErrors : subdomainErrors;
}

const ANNOTATIONS_BYTES_MAX = 256 << 10;

/** What is wrong with an object's metadata. */
export function metadataErrors(object: JsonObject, resource: Resource): FieldError[] {
  const metadata = objectAt(object, "metadata");
  const name = textAt(metadata, "name");
  if (name === "") return [required("metadata.name", "name or generateName is required")];
  return [
    ...prefixErrors(textAt(metadata, "generateName"), resource),
    ...nameErrors(resource)(name).map((why) => invalidValue("metadata.name", name, why)),
    ...changeableErrors(metadata),
    ...finalizersErrors(listAt(metadata, "finalizers").map(String)),
  ];
}

function changeableErrors(metadata: JsonObject): FieldError[] {
  return [
    ...labelMapErrors(objectAt(metadata, "labels"), "metadata.labels"),
    ...annotationErrors(objectAt(metadata, "annotations")),
    ...ownerErrors(listAt(metadata, "ownerReferences")),
  ];
}

/** Of an update three steps look at what may change; this is what the other two find. */
export function metadataChangeErrors(object: JsonObject): FieldError[] {
  const errors = changeableErrors(objectAt(object, "metadata"));
  return [...errors, ...errors];
}

/** Something follows it, so that it may end with a dash. */
function prefixErrors(prefix: string, resource: Resource): FieldError[] {
  if (prefix === "") return [];
  const whole = prefix.length > 1 && prefix.endsWith("-") ? `${prefix.slice(0, -2)}a` : prefix;
  return nameErrors(resource)(whole).map((why) => invalidValue("metadata.generateName", prefix, why));
}

// --- owners

const OWNERS = "metadata.ownerReferences";

function ownerErrors(owners: readonly JsonValue[]): FieldError[] {
  const controllers = owners.filter((one) => isObject(one) && one["controller"] === true);
  const [first, second] = controllers.map((one) => `${textAt(one, "kind")}/${textAt(one, "name")}`);
  const twice = `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${second}`;
  return [...owners.flatMap(ownerProblems), ...(second === undefined ? [] : [invalidValue(OWNERS, owners, twice)])];
}

function ownerProblems(owner: JsonValue): FieldError[] {
  const [apiVersion, kind] = [textAt(owner, "apiVersion"), textAt(owner, "kind")];
  const empty = ["kind", "name", "uid"].filter((key) => textAt(owner, key) === "");
  const isEvent = apiVersion === "v1" && kind === "Event";
  return [
    ...(apiVersion === "" ? [invalidValue(`${OWNERS}.apiVersion`, "", "version must not be empty")] : []),
    ...empty.map((key) => invalidValue(`${OWNERS}.${key}`, "", "must not be empty")),
    ...(isEvent ? [invalidValue(OWNERS, owner, "/v1, Kind=Event is disallowed from being an owner")] : []),
  ];
}

// --- finalizers

const STANDARD_FINALIZERS = ["kubernetes", "orphan", "foregroundDeletion"];

/** Of one: it is known, or somebody's. */
export function finalizerErrors(name: string, at: { readonly list: string; readonly item: string }): FieldError[] {
  const problems = qualifiedNameErrors(name);
  if (problems.length > 0) return problems.map((why) => invalidValue(at.list, name, why));
  if (name.includes("/") || STANDARD_FINALIZERS.includes(name)) return [];
  return [invalidValue(at.item, name, "name is neither a standard finalizer name nor is it fully qualified")];
}

function finalizersErrors(names: readonly string[]): FieldError[] {
  const list = "metadata.finalizers";
  const isBoth = names.includes("orphan") && names.includes("foregroundDeletion");
  return [
    ...names.flatMap((name, i) => finalizerErrors(name, { list, item: `${list}[${i}]` })),
    ...(isBoth ? [invalidValue(list, names, "finalizer orphan and foregroundDeletion cannot be both set")] : []),
  ];
}

export function labelMapErrors(labels: JsonObject, field: string): FieldError[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...qualifiedNameErrors(key).map((why) => invalidValue(field, key, why)),
    ...labelValueErrors(String(value)).map((why) => invalidValue(field, value, why)),
  ]);
}

function annotationErrors(annotations: JsonObject): FieldError[] {
  if (!isObject(annotations)) return [];
  const entries = Object.entries(annotations);
  const bytes = entries.reduce((sum, [key, value]) => sum + key.length + String(value).length, 0);
  return [
    ...entries.flatMap(([key]) =>
      qualifiedNameErrors(key.toLowerCase()).map((why) => invalidValue("metadata.annotations", key, why)),
    ),
    ...(bytes > ANNOTATIONS_BYTES_MAX ? [tooLong("metadata.annotations", ANNOTATIONS_BYTES_MAX)] : []),
  ];
}
