/** `$(NAME)` in texts; `$$` is a dollar sign (api 0.21, filters/refvar/expand.go). */
import { sprint } from "../../go/fmt/index.ts";
import type { Value } from "../../go/index.ts";

/** A text that is nothing but one reference becomes the value itself. */
export function expand(input: string, mapping: (name: string) => Value): Value {
  let result = "";
  let from = 0;
  for (let at = input.indexOf("$"); at >= 0 && at + 1 < input.length; at = input.indexOf("$", from)) {
    result += input.slice(from, at);
    const next = input[at + 1];
    const close = next === "(" ? input.indexOf(")", at + 2) : -1;
    if (close >= 0) {
      const value = mapping(input.slice(at + 2, close));
      if (at === 0 && close === input.length - 1) return value;
      result += sprint([value]);
      from = close + 1;
    } else {
      result += next === "$" ? "$" : `$${next}`;
      from = at + 2;
    }
  }
  return result + input.slice(from);
}
