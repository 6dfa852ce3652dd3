/** The values of `object`, `request`, `authorizer` and the others (apiserver pkg/admission/plugin/cel/activation.go, condition.go 0.36). */
import * as cel from "../../cel/index.ts";
import { objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import { allowedBy } from "../objects/authorize.ts";
import type { Server } from "../objects/server.ts";
import type { Kind } from "../schema/kinds.ts";
import type { User } from "../wire/request.ts";
import type { Attributes } from "./attributes.ts";
import type { Deciding } from "./engine.ts";
import { shownIn } from "./matching.ts";

export interface Seen {
  readonly attributes: Attributes;
  /** In the version that the policy's rule names. */
  readonly kind: Kind;
  readonly params?: JsonObject | null | undefined;
  readonly deciding: Deciding;
}

export function activationValues({
  attributes,
  kind,
  params,
  deciding,
}: Seen): Record<string, () => cel.Value | undefined> {
  const { server, context } = deciding;
  const once = (make: () => cel.Value): (() => cel.Value) => {
    let made: { readonly value: cel.Value } | undefined;
    return () => (made ??= { value: make() }).value;
  };
  const json = (object: JsonObject | undefined): cel.Value => cel.fromJson(object ?? null);
  const decide = decider(server, context.user);
  return {
    object: once(() => json(shownIn(attributes.object, attributes, kind))),
    oldObject: once(() => json(shownIn(attributes.oldObject, attributes, kind))),
    params: once(() => cel.fromJson(params ?? null)),
    request: once(() => cel.fromJson(requestOf(attributes, kind, context.user))),
    namespaceObject: once(() => json(namespaceOf(attributes, server))),
    authorizer: once(() => cel.authorizer(decide)),
    "authorizer.requestResource": once(() => cel.resourceCheck(decide, checkedResource(attributes))),
  };
}

function checkedResource({ kind, subresource, namespace, name }: Attributes): Partial<cel.AccessQuestion> {
  return { group: kind.resource.group, resource: kind.resource.name, subresource, namespace, name };
}

function decider(server: Server, user: User): cel.Decide {
  return ({ serviceAccount, verb, path, group, resource, subresource, namespace, name }) => {
    const who = serviceAccount === undefined ? user : accountUser(serviceAccount);
    const full = subresource === "" ? resource : `${resource}/${subresource}`;
    const attributes = { verb, group, resource: full, namespace, name };
    const reason = allowedBy(server, who, path === "" ? attributes : { ...attributes, path });
    return { allowed: reason !== undefined, reason: reason ?? "" };
  };
}

function accountUser({ namespace, name }: { readonly namespace: string; readonly name: string }): User {
  const groups = ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"];
  return { name: `system:serviceaccount:${namespace}:${name}`, groups };
}

export function requestOf(attributes: Attributes, matched: Kind, user: User): JsonObject {
  const { kind, subresource, name, namespace, operation, dryRun, options } = attributes;
  const kindIn = ({ resource }: Kind): JsonObject => {
    const { group, version, kind: shown } = attributes.shape ?? resource;
    return { group, version, kind: shown };
  };
  const resourceIn = ({ resource }: Kind): JsonObject => ({
    group: resource.group,
    version: resource.version,
    resource: resource.name,
  });
  return {
    uid: "",
    ...{ kind: kindIn(matched), resource: resourceIn(matched) },
    ...(subresource === "" ? {} : { subResource: subresource, requestSubResource: subresource }),
    ...{ requestKind: kindIn(kind), requestResource: resourceIn(kind) },
    ...(name === "" ? {} : { name }),
    ...(namespace === "" ? {} : { namespace }),
    operation,
    userInfo: { username: user.name, ...(user.groups.length === 0 ? {} : { groups: [...user.groups] }) },
    ...{ dryRun, options },
  };
}

/** What of a namespace is shown; nothing for objects of the whole cluster, and for namespaces themselves. */
function namespaceOf({ kind, namespace }: Attributes, { store }: Server): JsonObject | undefined {
  const isNamespace = kind.resource.kind === "Namespace" && kind.resource.group === "";
  const found = namespace === "" || isNamespace ? undefined : store.get("/namespaces", namespace);
  if (found === undefined) return undefined;
  const { managedFields: _, ...metadata } = objectAt(found, "metadata");
  return { metadata, spec: objectAt(found, "spec"), status: objectAt(found, "status") };
}

export function nameOf(object: JsonObject): string {
  return textAt(object, "metadata", "name");
}
