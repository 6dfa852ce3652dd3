/** Sprig v3.3.0's questions about Go types and kinds (reflect.go). */
import { func, kindOf, typeOf, type Value } from "../go/index.ts";
import { functionMap } from "./function-map.ts";

const ANY = "interface {}";

export const reflectionFunctions = functionMap([
  func("typeOf", ANY, typeOf),
  func("typeIs", `string, ${ANY}`, (name: string, value: Value) => name === typeOf(value)),
  func("typeIsLike", `string, ${ANY}`, typeIsLike),
  func("kindOf", ANY, kindOf),
  func("kindIs", `string, ${ANY}`, (name: string, value: Value) => name === kindOf(value)),
]);

/** A name without its star also names the pointer. */
function typeIsLike(name: string, value: Value): boolean {
  const type = typeOf(value);
  return name === type || `*${name}` === type;
}
