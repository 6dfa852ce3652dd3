/** Kinds that are sent to a subresource, and are not stored. */
import { textAt, type JsonObject } from "../../kube/index.ts";
import type { Kind } from "../schema/kinds.ts";
import type { ObjectSchema } from "../schema/schema.ts";
import { builtinSchema } from "../schema/types.ts";
import { objectBody } from "../wire/body.ts";
import { badRequest } from "../wire/refusal.ts";
import type { Target, WireRequest } from "../wire/request.ts";
import type { WriteOptions } from "./options.ts";
import { checkNames, whenRead, type Read } from "./read-body.ts";

const NOTHING: ObjectSchema = { kind: "object", name: "", fields: new Map(), atomic: false, open: true };

function subKind(apiVersion: string, kind: string): Kind {
  const [version = "", group = ""] = apiVersion.split("/").reverse();
  return {
    resource: {
      ...{ group, version, apiVersion, kind, name: `${kind.toLowerCase()}s`, singular: kind.toLowerCase() },
      ...{ namespaced: true, verbs: ["create"], shortNames: [], categories: [], subresources: [] },
    },
    schema: builtinSchema(apiVersion, kind) ?? NOTHING,
    custom: undefined,
    collection: "",
  };
}

export const scaleKind = (): Kind => subKind("autoscaling/v1", "Scale");
export const bindingKind = (): Kind => subKind("v1", "Binding");
export const evictionKind = (): Kind => subKind("policy/v1", "Eviction");
export const tokenRequestKind = (): Kind => subKind("authentication.k8s.io/v1", "TokenRequest");

/** The body of a request for a subresource, as its kind; what reading has told is told with a refusal, too. */
export function whenSent<T>(
  request: WireRequest,
  { kind, options }: { readonly kind: Kind; readonly options: WriteOptions },
  then: (read: Read) => T,
): T {
  const { reading } = request;
  const body = objectBody(request, kind.resource.kind);
  return whenRead(body, { kind, options, ...(reading === undefined ? {} : { reading }) }, then);
}

/** Throws where it is sent for another object. */
export function checkSentFor(object: JsonObject, target: Target, kind: string): void {
  checkNames(object, { ...target, name: "" });
  const { name } = target;
  if (name !== "" && textAt(object, "metadata", "name") !== name)
    throw badRequest(`name in URL does not match name in ${kind} object`);
}
