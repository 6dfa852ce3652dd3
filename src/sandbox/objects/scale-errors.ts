/** What a custom resource that is scaled may have where its definition says that its replicas are (apiextensions pkg/registry/customresource 0.36). */
import { isInteger, isObject, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { goType } from "../apply/typed.ts";
import { goPrinted } from "../patch/convert.ts";
import type { Kind } from "../schema/kinds.ts";
import { invalidValue, type FieldError } from "../wire/refusal.ts";
import { scalePaths } from "./scale-paths.ts";
import type { Server } from "./server.ts";

const REPLICAS_MAX = 2_147_483_647;

export function scaleErrors(object: JsonObject, kind: Kind, server: Server): FieldError[] {
  if (!kind.resource.subresources.some(({ name }) => name === "scale")) return [];
  const { replicas, current, selector } = scalePaths(kind, server);
  return [
    ...countErrors(object, replicas),
    ...countErrors(object, current),
    ...(selector === undefined ? [] : selectorErrors(object, selector)),
  ];
}

const fieldOf = (path: readonly string[]): string => `.${path.join(".")}`;

function countErrors(object: JsonObject, path: readonly string[]): FieldError[] {
  const { found, problem } = nested(object, path);
  const field = fieldOf(path);
  if (problem !== "") return [invalidValue(field, 0, problem)];
  if (found === undefined) return [];
  if (!isInteger(found)) return [invalidValue(field, 0, wrongType(path, found, "int64"))];
  if (found < 0) return [invalidValue(field, found, "should be a non-negative integer")];
  if (found <= REPLICAS_MAX) return [];
  return [invalidValue(field, found, `should be less than or equal to ${REPLICAS_MAX}`)];
}

function selectorErrors(object: JsonObject, path: readonly string[]): FieldError[] {
  const { found, problem } = nested(object, path);
  if (problem !== "") return [invalidValue(fieldOf(path), "", problem)];
  if (found === undefined || typeof found === "string") return [];
  return [invalidValue(fieldOf(path), "", wrongType(path, found, "string"))];
}

function nested(object: JsonObject, path: readonly string[]): { readonly found?: JsonValue; readonly problem: string } {
  let at: JsonValue = object;
  for (const [i, key] of path.entries()) {
    if (!isObject(at)) return { problem: wrongType(path.slice(0, i + 1), at, "map[string]interface{}") };
    const below: JsonValue | undefined = at[key];
    if (below === undefined) return { problem: "" };
    at = below;
  }
  return { found: at, problem: "" };
}

/** As apimachinery's accessors tell it. */
function wrongType(path: readonly string[], value: JsonValue, wanted: string): string {
  return `${fieldOf(path)} accessor error: ${goPrinted(value)} is of the type ${goType(value)}, expected ${wanted}`;
}
