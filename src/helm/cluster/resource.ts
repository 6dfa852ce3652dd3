/** An object of a manifest together with what the server calls its kind (cli-runtime's resource.Info). */
import { objectAt, textAt, type ApiResource, type JsonObject, type ObjectRef } from "../../kube/index.ts";

export interface Resource {
  /** As wanted; after it was written, as the server answered. */
  object: JsonObject;
  readonly mapping: ApiResource;
  /** Empty for kinds of the whole cluster that name none. */
  readonly namespace: string;
  /** Empty where the server makes up the name. */
  readonly name: string;
  /** As an operation wrote it, perhaps, that was interrupted. */
  readonly isLeft?: boolean;
}

export function refOf(resource: Resource): ObjectRef {
  const { mapping, name } = resource;
  const { apiVersion, kind } = mapping;
  return { apiVersion, kind, name, namespace: mapping.namespaced ? resource.namespace : "" };
}

/** `apps/v1, Kind=Deployment`, as Go prints a GroupVersionKind; the core group is empty. */
export function gvkText({ mapping }: Resource): string {
  const { apiVersion, kind } = mapping;
  return `${apiVersion.includes("/") ? apiVersion : `/${apiVersion}`}, Kind=${kind}`;
}

/** Whether two resources stand for one object. Versions of a group do not count, as in Helm. */
export function isSame(a: Resource, b: Resource): boolean {
  return (
    a.name === b.name &&
    a.namespace === b.namespace &&
    a.mapping.kind === b.mapping.kind &&
    groupOf(a.mapping.apiVersion) === groupOf(b.mapping.apiVersion)
  );
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

/** Apart even by version. */
export function exactKey({ mapping, namespace, name }: Resource): string {
  return [mapping.apiVersion, mapping.kind, namespace, name].join("/");
}

export function annotation(object: JsonObject, name: string): string | undefined {
  const annotations = objectAt(object, "metadata", "annotations");
  return Object.hasOwn(annotations, name) ? textAt(annotations, name) : undefined;
}
