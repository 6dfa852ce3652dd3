/** A write as admission sees it. */
import { textAt, type JsonObject } from "../../kube/index.ts";
import type { Attributes } from "../admission/attributes.ts";
import type { Kind } from "../schema/kinds.ts";
import type { DeleteOptions, WriteOptions } from "./options.ts";

interface Writing {
  readonly kind: Kind;
  readonly options: WriteOptions | DeleteOptions;
  readonly subresource?: string;
}

type Objects = Pick<Attributes, "object" | "oldObject">;

export function attributesOf({ object, oldObject }: Objects, { kind, options, subresource = "" }: Writing): Attributes {
  const operation = object === undefined ? "DELETE" : oldObject === undefined ? "CREATE" : "UPDATE";
  const about = object ?? oldObject ?? {};
  const isNamespace = kind.resource.kind === "Namespace" && kind.resource.group === "";
  const name = textAt(about, "metadata", "name");
  return {
    ...{ operation, kind, subresource, name, object, oldObject, dryRun: options.dryRun },
    namespace: isNamespace ? name : textAt(about, "metadata", "namespace"),
    options: optionsOf(options, operation),
  };
}

const KINDS = { CREATE: "CreateOptions", UPDATE: "UpdateOptions", DELETE: "DeleteOptions" } as const;

function optionsOf(options: WriteOptions | DeleteOptions, operation: keyof typeof KINDS): JsonObject {
  const given: JsonObject =
    "manager" in options
      ? { fieldManager: options.manager, fieldValidation: options.validation }
      : { propagationPolicy: options.propagation };
  return {
    ...{ kind: KINDS[operation], apiVersion: "meta.k8s.io/v1" },
    ...given,
    ...(options.dryRun ? { dryRun: ["All"] } : {}),
  };
}
