/** Policies with their bindings and parameters (apiserver pkg/admission/plugin/policy/generic 0.36). */
import { isObject, listAt, objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import { selects } from "../controllers/selector.ts";
import type { Server } from "../objects/server.ts";
import type { Kind } from "../schema/kinds.ts";
import type { Attributes } from "./attributes.ts";
import { matchesResources } from "./matching.ts";

export interface Invocation {
  readonly policy: JsonObject;
  readonly binding: JsonObject;
  readonly kind: Kind;
  /** Null where the policy takes none. */
  readonly params: readonly (JsonObject | null)[];
  /** Why it cannot be asked. */
  readonly problem: string;
}

export function invocations(
  { policies, bindings }: { readonly policies: string; readonly bindings: string },
  attributes: Attributes,
  server: Server,
): Invocation[] {
  const { store } = server;
  const all = store.list(bindings);
  return store.list(policies).flatMap((policy) => {
    const matched = matchesResources(objectAt(policy, "spec", "matchConstraints"), attributes, server);
    if (matched === undefined) return [];
    const own = all.filter((one) => textAt(one, "spec", "policyName") === textAt(policy, "metadata", "name"));
    return own
      .filter(
        (binding) => matchesResources(objectAt(binding, "spec", "matchResources"), attributes, server) !== undefined,
      )
      .map((binding) => ({
        policy,
        binding,
        kind: matched.kind,
        ...paramsOf(policy, binding, { attributes, server }),
      }));
  });
}

type Params = Pick<Invocation, "params" | "problem">;

function paramsOf(
  policy: JsonObject,
  binding: JsonObject,
  { attributes, server }: { readonly attributes: Attributes; readonly server: Server },
): Params {
  const paramKind = objectAt(policy, "spec", "paramKind");
  const ref = objectAt(binding, "spec", "paramRef");
  if (Object.keys(paramKind).length === 0 || Object.keys(ref).length === 0) return { params: [null], problem: "" };
  const kind = server.kinds.ofKind(textAt(paramKind, "apiVersion"), textAt(paramKind, "kind"));
  if (kind === undefined)
    return failed(
      `failed to configure policy: failed to find resource referenced by paramKind: '${groupVersionKind(paramKind)}'`,
    );
  const given = textAt(ref, "namespace");
  if (!kind.resource.namespaced && given !== "")
    return failed(
      "failed to configure binding: paramRef.namespace must not be provided for a cluster-scoped `paramKind`",
    );
  const namespace = given || attributes.namespace;
  if (kind.resource.namespaced && namespace === "") {
    return failed(
      "failed to configure binding: cannot use namespaced paramRef in policy binding that matches cluster-scoped resources",
    );
  }
  const found = server.store
    .list(kind.collection)
    .filter((one) => !kind.resource.namespaced || textAt(one, "metadata", "namespace") === namespace)
    .filter((one) => isMeant(one, ref));
  if (found.length === 0 && textAt(ref, "parameterNotFoundAction") === "Deny") {
    return failed(
      "failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction",
    );
  }
  return { params: found, problem: "" };
}

function groupVersionKind(paramKind: JsonObject): string {
  const [group = "", version] = textAt(paramKind, "apiVersion").split("/");
  return `${version === undefined ? "" : group}/${version ?? group}, Kind=${textAt(paramKind, "kind")}`;
}

function isMeant(object: JsonObject, ref: JsonObject): boolean {
  const name = textAt(ref, "name");
  if (name !== "") return textAt(object, "metadata", "name") === name;
  return isObject(ref["selector"]) && selects(objectAt(ref, "selector"), objectAt(object, "metadata", "labels"));
}

function failed(problem: string): Params {
  return { params: [], problem };
}

export function isIgnored(policy: JsonObject): boolean {
  return textAt(policy, "spec", "failurePolicy") === "Ignore";
}

export function actionsOf(binding: JsonObject): readonly string[] {
  return listAt(binding, "spec", "validationActions").map(String);
}
