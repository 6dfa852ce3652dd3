/** A write as admission sees it. */
import { textAt, type JsonObject } from "../../kube/index.ts";
import type { Attributes, Shape } from "../admission/attributes.ts";
import type { Kind } from "../schema/kinds.ts";
import type { DeleteOptions, WriteOptions } from "./options.ts";

interface Writing {
  readonly kind: Kind;
  readonly options: WriteOptions | DeleteOptions;
  readonly subresource?: string;
  /** Where it is not seen as an object of its kind. */
  readonly shape?: Shape;
}

type Objects = Pick<Attributes, "object" | "oldObject">;

export function attributesOf(
  { object, oldObject }: Objects,
  { kind, options, subresource = "", shape }: Writing,
): Attributes {
  const operation = object === undefined ? "DELETE" : oldObject === undefined ? "CREATE" : "UPDATE";
  const about = object ?? oldObject ?? {};
  const isNamespace = kind.resource.kind === "Namespace" && kind.resource.group === "";
  const name = textAt(about, "metadata", "name");
  return {
    ...{ operation, kind, subresource, name, object, oldObject, dryRun: options.dryRun },
    namespace: isNamespace ? name : textAt(about, "metadata", "namespace"),
    options: optionsOf(options, operation),
    ...(shape === undefined ? {} : { shape }),
  };
}

const KINDS = { CREATE: "CreateOptions", UPDATE: "UpdateOptions", DELETE: "DeleteOptions" } as const;

function optionsOf({ told = {} }: WriteOptions | DeleteOptions, operation: keyof typeof KINDS): JsonObject {
  return { ...told, kind: KINDS[operation], apiVersion: "meta.k8s.io/v1" };
}
