/** What objects may be called, and what their metadata may say (apimachinery api/validation 0.36, with its texts). */
import {
  isObject,
  labelValueErrors as clientValueErrors,
  listAt,
  objectAt,
  qualifiedNameErrors as clientNameErrors,
  sameJson,
  textAt,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import type { Kind } from "../schema/kinds.ts";
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
  // What it is called depends on what it serves.
  if (group === "apiregistration.k8s.io") return () => [];
  return ["namespaces", "services"].includes(resource) && group === "" ? labelErrors : subdomainErrors;
}

const ANNOTATIONS_BYTES_MAX = 256 << 10;

/** What is looked at: nothing, what every server looks at, or the names of finalizers too, which only Kubernetes' own kinds are held to. */
type Look = "none" | "plain" | "full";

/** How a kind looks at metadata besides the steps that all kinds share. */
interface Looks {
  /** When an object is made. */
  readonly made: Look;
  /** At what has changed. */
  readonly changed: Look;
  /** Of an update at everything, once more. */
  readonly whole: Look;
  readonly wholeTimes?: number;
  /** At what has changed in a write of the status, where it is another. */
  readonly status?: Look;
}

const USUAL: Looks = { made: "full", changed: "full", whole: "none" };
const TWICE: Looks = { made: "full", changed: "full", whole: "full" };
const WHOLE: Looks = { made: "full", changed: "none", whole: "full" };
const HOOKS: Looks = { made: "plain", changed: "none", whole: "plain" };
const PLAIN: Looks = { made: "plain", changed: "plain", whole: "none" };
const NOT: Looks = { made: "none", changed: "none", whole: "none" };

/** By kind, as `Validate…Update` of kubernetes pkg/apis 1.36 call one another. */
const LOOKS: Readonly<Record<string, Looks>> = {
  APIService: { made: "plain", changed: "plain", whole: "plain" },
  ClusterRole: TWICE,
  ClusterRoleBinding: TWICE,
  ConfigMap: TWICE,
  ControllerRevision: TWICE,
  CronJob: { ...USUAL, status: "none" },
  CustomResourceDefinition: PLAIN,
  Endpoints: TWICE,
  EndpointSlice: WHOLE,
  Event: NOT,
  Ingress: TWICE,
  IngressClass: TWICE,
  Job: TWICE,
  Lease: PLAIN,
  LimitRange: WHOLE,
  MutatingWebhookConfiguration: HOOKS,
  Namespace: TWICE,
  PersistentVolume: { ...WHOLE, wholeTimes: 2, status: "full" },
  PersistentVolumeClaim: TWICE,
  Pod: TWICE,
  PodDisruptionBudget: NOT,
  Role: TWICE,
  RoleBinding: TWICE,
  RuntimeClass: { made: "plain", changed: "plain", whole: "plain" },
  Secret: TWICE,
  ServiceAccount: TWICE,
  StorageClass: TWICE,
  ValidatingAdmissionPolicy: HOOKS,
  ValidatingAdmissionPolicyBinding: HOOKS,
  ValidatingWebhookConfiguration: HOOKS,
};

function looksOf({ resource, custom }: Kind): Looks {
  return custom !== undefined ? PLAIN : (LOOKS[resource.kind] ?? USUAL);
}

/** What a kind finds wrong with the metadata of an object that is made. */
export function newMetadataErrors(object: JsonObject, kind: Kind): FieldError[] {
  const { made } = looksOf(kind);
  return made === "none" ? [] : wholeErrors(object, made, nameErrors(kind.resource));
}

/** What all kinds are held to: any part of a path will do as a name. */
export function commonMetadataErrors(object: JsonObject): FieldError[] {
  return wholeErrors(object, "plain", pathErrors);
}

interface Changed {
  readonly kind: Kind;
  readonly subresource: string;
}

/** Of an update several steps look at the same, and each tells of it. */
export function metadataChangeErrors(
  before: JsonObject,
  after: JsonObject,
  { kind, subresource }: Changed,
): FieldError[] {
  const { changed, whole, wholeTimes = 1, status = changed } = looksOf(kind);
  const isStatus = subresource !== "";
  const look = isStatus ? status : changed;
  const times = whole === "none" || isStatus ? 0 : wholeTimes;
  return [
    ...commonMetadataErrors(after),
    ...changedErrors(before, after, "plain"),
    ...(look === "none" ? [] : changedErrors(before, after, look)),
    ...Array.from({ length: times }, () => wholeErrors(after, whole, nameErrors(kind.resource))).flat(),
  ];
}

type Name = (name: string) => string[];

function wholeErrors(object: JsonObject, look: Look, problems: Name): FieldError[] {
  const metadata = objectAt(object, "metadata");
  const [name, prefix] = ["name", "generateName"].map((key) => textAt(metadata, key));
  const generation = metadata["generation"];
  return [
    ...prefixErrors(prefix ?? "", problems),
    ...(name === "" || name === undefined
      ? [required("metadata.name", "name or generateName is required")]
      : problems(name).map((why) => invalidValue("metadata.name", name, why))),
    ...(Number(generation ?? 0) < 0 ? [invalidValue("metadata.generation", generation, NOT_NEGATIVE)] : []),
    ...changeableErrors(metadata),
    ...finalizersErrors(listAt(metadata, "finalizers").map(textOf)),
    ...(look === "full" ? unknownFinalizers(metadata) : []),
  ];
}

const NOT_NEGATIVE = "must be greater than or equal to 0";
const textOf = (value: JsonValue): string => (typeof value === "string" ? value : "");

function changedErrors(before: JsonObject, after: JsonObject, look: Look): FieldError[] {
  const [was, is] = [before, after].map((object) => objectAt(object, "metadata"));
  const fixed = FIXED.filter((key) => !sameJson(was?.[key] ?? null, is?.[key] ?? null));
  return [
    ...fixed.map((key) => invalidValue(`metadata.${key}`, is?.[key], "field is immutable")),
    ...changeableErrors(is ?? {}),
    ...(look === "full" ? unknownFinalizers(is ?? {}) : []),
  ];
}

const FIXED = ["uid", "deletionTimestamp", "deletionGracePeriodSeconds"];

function changeableErrors(metadata: JsonObject): FieldError[] {
  return [
    ...labelMapErrors(objectAt(metadata, "labels"), "metadata.labels"),
    ...annotationErrors(objectAt(metadata, "annotations")),
    ...ownerErrors(listAt(metadata, "ownerReferences")),
  ];
}

/** Something follows it, so that it may end with a dash. */
function prefixErrors(prefix: string, problems: Name): FieldError[] {
  if (prefix === "") return [];
  const whole = prefix.length > 1 && prefix.endsWith("-") ? `${prefix.slice(0, -2)}a` : prefix;
  return problems(whole).map((why) => invalidValue("metadata.generateName", prefix, why));
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

export function finalizerErrors(name: string, at: { readonly list: string; readonly item: string }): FieldError[] {
  return [
    ...qualifiedNameErrors(name).map((why) => invalidValue(at.list, name, why)),
    ...unknownFinalizer(name, at.item),
  ];
}

/** It is known, or somebody's. */
function unknownFinalizer(name: string, at: string): FieldError[] {
  if (name.includes("/") || STANDARD_FINALIZERS.includes(name)) return [];
  return [invalidValue(at, name, "name is neither a standard finalizer name nor is it fully qualified")];
}

const FINALIZERS = "metadata.finalizers";

function unknownFinalizers(metadata: JsonObject): FieldError[] {
  return listAt(metadata, "finalizers").flatMap((one, i) => unknownFinalizer(textOf(one), `${FINALIZERS}[${i}]`));
}

function finalizersErrors(names: readonly string[]): FieldError[] {
  const isBoth = names.includes("orphan") && names.includes("foregroundDeletion");
  return [
    ...names.flatMap((name) => qualifiedNameErrors(name).map((why) => invalidValue(FINALIZERS, name, why))),
    ...(isBoth ? [invalidValue(FINALIZERS, names, "finalizer orphan and foregroundDeletion cannot be both set")] : []),
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
  return [
    ...Object.keys(annotations).flatMap((key) =>
      qualifiedNameErrors(key.toLowerCase()).map((why) => invalidValue("metadata.annotations", key, why)),
    ),
    ...(areTooLarge(annotations) ? [tooLong("metadata.annotations", ANNOTATIONS_BYTES_MAX)] : []),
  ];
}

/** All of an object's annotations together. */
export function areTooLarge(annotations: JsonObject): boolean {
  const bytes = Object.entries(annotations).reduce((sum, [key, value]) => sum + key.length + String(value).length, 0);
  return bytes > ANNOTATIONS_BYTES_MAX;
}
