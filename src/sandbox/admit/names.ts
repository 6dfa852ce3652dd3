/** What objects may be called (apimachinery util/validation 0.36, with its texts). */
import {
  isObject,
  labelValueErrors,
  objectAt,
  qualifiedNameErrors,
  textAt,
  type JsonObject,
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

export function labelErrors(name: string): string[] {
  return [
    ...(name.length > 63 ? ["must be no more than 63 characters"] : []),
    ...(LABEL.test(name) ? [] : [LABEL_RULE]),
  ];
}

export function subdomainErrors(name: string): string[] {
  return [
    ...(name.length > 253 ? ["must be no more than 253 characters"] : []),
    ...(SUBDOMAIN.test(name) ? [] : [SUBDOMAIN_RULE]),
  ];
}

/** Names that only must fit into a path. */
function pathErrors(name: string): string[] {
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
    ...nameErrors(resource)(name).map((why) => invalidValue("metadata.name", name, why)),
    ...labelMapErrors(objectAt(metadata, "labels"), "metadata.labels"),
    ...annotationErrors(objectAt(metadata, "annotations")),
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
