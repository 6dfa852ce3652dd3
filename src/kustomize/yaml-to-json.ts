/** YAML by way of JSON where no struct is decoded into: messages are the reader's own (sigs.k8s.io/yaml YAMLToJSON). */
import type { Value } from "../go/index.ts";
import { unmarshal } from "../yaml/index.ts";
import { KustomizeError, messageOf } from "./error.ts";

const PREFIX = "error converting YAML to JSON: ";

export function yamlToJson(text: string): Value {
  try {
    return unmarshal(text);
  } catch (error) {
    throw new KustomizeError(messageOf(error).replace(PREFIX, ""), { cause: error });
  }
}
