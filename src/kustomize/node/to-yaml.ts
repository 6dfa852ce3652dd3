/** The text of an object as Kustomize hands it on: by way of JSON, with sorted keys (api 0.21, resource.AsYAML). */
import { marshal } from "../../yaml/index.ts";
import { KustomizeError, messageOf } from "../error.ts";
import type { Node } from "./node.ts";
import { valueOf } from "./to-value.ts";

/** Throws what JSON cannot hold, as encoding/json says it. */
export function yamlOf(node: Node): string {
  const value = valueOf(node);
  try {
    return marshal(value);
  } catch (error) {
    throw new KustomizeError(messageOf(error).replace("error marshaling into JSON: ", ""), { cause: error });
  }
}
