/**
 * Structs from nodes, as go.yaml.in/yaml/v3 decodes: names of fields as they are written, any scalar for a text, all errors at once.
 * Kustomize reads two of its transformers this way, and the others by way of JSON (shape.ts).
 */
import { resolveScalar } from "../../yaml/index.ts";
import { KustomizeError } from "../error.ts";
import { entries } from "../node/field.ts";
import { isNull, type Node } from "../node/node.ts";
import { goType, isScalarShape, type ScalarShape, type Shape, type StructShape } from "./shape.ts";

/** An object with the struct's fields. Throws Go's list of all that does not fit. */
export function decodeNodes(node: Node, shape: StructShape): Record<string, unknown> {
  const errors: string[] = [];
  const decoded = decode(node, shape, errors);
  if (errors.length > 0)
    throw new KustomizeError(`yaml: unmarshal errors:\n${errors.map((each) => `  ${each}`).join("\n")}`);
  return (decoded ?? {}) as Record<string, unknown>;
}

function decode(node: Node, shape: Shape, errors: string[]): unknown {
  if (isNull(node)) return undefined;
  if (isScalarShape(shape)) {
    const value = node.kind === "scalar" ? scalarValue(node, shape) : undefined;
    return value ?? mismatch(node, shape, errors);
  }
  if ("list" in shape)
    return node.kind === "sequence" ? items(node, shape.list, errors) : mismatch(node, shape, errors);
  if ("map" in shape || node.kind !== "mapping") return mismatch(node, shape, errors);
  const known = entries(node).filter(([key]) => Object.hasOwn(shape.fields, key.value));
  return Object.fromEntries(
    known.map(([{ value: name }, field]) => [name, decode(field, shape.fields[name] ?? "any", errors)]),
  );
}

/** Nulls are left out. */
function items(node: Node, shape: Shape, errors: string[]): unknown[] {
  return node.content.map((item) => decode(item, shape, errors)).filter((item) => item !== undefined);
}

/** Words of YAML 1.1 that are booleans only where one is wanted. */
const FORMER_BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["y", "Y", "yes", "Yes", "YES", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "off", "Off", "OFF"].map((word) => [word, false] as const),
]);

function scalarValue({ value, tag }: Node, shape: ScalarShape): unknown {
  if (shape !== "bool") return value;
  if (tag === "!!bool") return resolveScalar(value).value;
  return tag === "!!str" ? FORMER_BOOLEANS.get(value) : undefined;
}

/** More of a text is not shown. */
const SHOWN_MAX = 10;

function mismatch(node: Node, shape: Shape, errors: string[]): undefined {
  const text = node.value.length > SHOWN_MAX ? `${node.value.slice(0, SHOWN_MAX - 3)}...` : node.value;
  const shown = node.kind === "scalar" ? ` \`${text}\`` : "";
  errors.push(`line ${node.line}: cannot unmarshal ${node.tag}${shown} into ${goType(shape)}`);
  return undefined;
}
