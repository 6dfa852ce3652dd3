import { GoError, type GoMap, isMap } from "../../../go/index.ts";
import { decodeNode, NodeReader, YamlError } from "../../../yaml/index.ts";

/** The first document of a text, which must be a map or nothing. Throws `YamlError` that shows nothing of the text. */
export function yamlMap(text: string): GoMap {
  const document = new NodeReader(text, "v3").next();
  const root = document?.content[0];
  if (document === undefined || root === undefined) return new Map();
  const target = root.alias ?? root;
  if (target.kind !== "mapping" && target.tag !== "!!null") {
    const [tag, shown] = target.kind === "sequence" ? ["!!seq", ""] : [target.tag, " `***`"];
    throw new YamlError(
      `unmarshal errors:\n  line ${root.line}: cannot unmarshal ${tag}${shown} into map[string]interface {}`,
    );
  }
  const value = decodeNode(document);
  if (value === null || value === undefined) return new Map();
  if (isMap(value)) return value;
  throw new GoError("unexpected document");
}
