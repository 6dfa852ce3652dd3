/** What an admission decides about (apiserver pkg/admission/attributes.go 0.36). */
import type { JsonObject } from "../../kube/index.ts";
import type { Kind } from "../schema/kinds.ts";
import type { User } from "../wire/request.ts";

export interface Attributes {
  readonly operation: "CREATE" | "UPDATE" | "DELETE" | "CONNECT";
  readonly kind: Kind;
  readonly subresource: string;
  readonly name: string;
  readonly namespace: string;
  readonly object: JsonObject | undefined;
  readonly oldObject: JsonObject | undefined;
  readonly dryRun: boolean;
  readonly options: JsonObject;
  /** Of the object, where it is not of the resource's kind: a Scale. */
  readonly shape?: Shape;
}

export interface Shape {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What is known of a request while it is handled. */
export interface Context {
  readonly user: User;
  /** What the client is warned of. */
  readonly warnings: string[];
  /** What webhooks answered, as the request is begun anew for each. */
  readonly answers: Map<string, unknown>;
}
