/** Numbers as messages and tables show them. */
import { formatFloat } from "../../go/strconv/index.ts";
import { isInteger } from "../../kube/index.ts";

/** `%v` of an int64 or a float64. */
export function goNumber(value: number | bigint): string {
  if (!isInteger(value)) return formatFloat(Number(value), "g");
  return value === 0 ? "0" : String(value);
}
