import { type GoMap, isMap } from "../../../go/index.ts";
import { decodeMapping, NodeReader } from "../../../yaml/index.ts";

/** The first document of a text, which must be a map or nothing. Throws `YamlError` that shows nothing of the text. */
export function yamlMap(text: string): GoMap {
  const document = new NodeReader(text, "v3").next();
  if (document === undefined) return new Map();
  const value = decodeMapping(document);
  return isMap(value) ? value : new Map();
}
