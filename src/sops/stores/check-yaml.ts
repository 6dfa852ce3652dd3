/** go-yaml looks for keys that stand twice only when it decodes: sops decodes the first document for that alone. */
import { GoError } from "../../go/index.ts";
import { decodeMapping, NodeReader } from "../../yaml/index.ts";

/** Throws `YamlError`, and `EOF` where there is no document. */
export function checkFirstDocument(text: string): void {
  const document = new NodeReader(text, "v3").next();
  if (document === undefined) throw new GoError("EOF");
  decodeMapping(document);
}
