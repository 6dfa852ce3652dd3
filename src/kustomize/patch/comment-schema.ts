/** A schema written as JSON in a comment at a field: `# {"type":"array",...}` (kyaml fieldmeta, 0.21). */
import { isMap } from "../../go/index.ts";
import { unmarshal } from "../../yaml/index.ts";
import type { Node } from "../node/node.ts";
import { schemaOfComment } from "../schema/custom.ts";
import type { Schema } from "../schema/schemas.ts";

/** The first that there is, of fields given as value and key. */
export function commentSchema(...fields: (readonly (Node | undefined)[])[]): Schema | undefined {
  for (const nodes of fields) {
    for (const node of nodes) {
      const schema = node && schemaAt(node);
      if (schema !== undefined) return schema;
    }
  }
  return undefined;
}

function schemaAt({ lineComment, headComment }: Node): Schema | undefined {
  if (lineComment === "" && headComment === "") return undefined;
  for (const comment of [lineComment, headComment]) {
    const text = comment.replace(/^#/, "").trim();
    if (!text.startsWith("{")) continue;
    try {
      const value = unmarshal(text);
      if (isMap(value) && value.size > 0) return schemaOfComment(value);
    } catch {
      // An ordinary comment.
    }
  }
  return undefined;
}
