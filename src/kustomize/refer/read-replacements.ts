/** `replacements`: inline, or in files that hold one or a list (api 0.21, ReplacementTransformer). */
import type { BuildContext } from "../build/context.ts";
import { isMap } from "../../go/index.ts";
import { unmarshal } from "../../yaml/index.ts";
import { KustomizeError, messageOf } from "../error.ts";
import { decodeList, decodeStruct } from "../kustomization/shape.ts";
import { REPLACEMENT } from "../kustomization/shapes.ts";
import type { Replacement, ReplacementField } from "../kustomization/types.ts";

export function readReplacements(entries: readonly ReplacementField[], { loader }: BuildContext): Replacement[] {
  return entries.flatMap((entry) => {
    const path = entry.path ?? "";
    if (path === "") return [entry];
    if (entry.source !== undefined || (entry.targets ?? []).length > 0) {
      throw new KustomizeError("cannot specify both path and inline replacement");
    }
    return parseReplacements(loader.readText(path));
  });
}

function parseReplacements(text: string): Replacement[] {
  const value = unmarshal(text);
  try {
    if (Array.isArray(value)) return decodeList(value, REPLACEMENT, { lenient: true });
    if (isMap(value)) return [decodeStruct(value, REPLACEMENT, { lenient: true })];
  } catch (error) {
    throw new KustomizeError(`error unmarshaling JSON: while decoding JSON: ${messageOf(error)}`, { cause: error });
  }
  const kind =
    value === null ? "invalid" : typeof value === "boolean" ? "bool" : typeof value === "string" ? "string" : "float64";
  throw new KustomizeError(`unsupported replacement type encountered within replacement path: ${kind}`);
}
