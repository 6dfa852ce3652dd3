/** How large a value is, about, without writing it out. */
import type { JsonValue } from "../../kube/index.ts";

const NUMBER_LENGTH = 24;

/** In letters of its JSON. */
export function sizeOf(value: JsonValue): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return NUMBER_LENGTH;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + sizeOf(one) + 1, 2);
  let sum = 2;
  for (const key in value) sum += key.length + sizeOf(value[key] ?? null) + 4;
  return sum;
}
