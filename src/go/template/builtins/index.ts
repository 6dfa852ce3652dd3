/** The functions every template knows (text/template, funcs.go). */
import { sprint, sprintf, sprintln } from "../../fmt/index.ts";
import { GoError, func, type Func, type Value } from "../../value.ts";
import { truth } from "../truth.ts";
import { index, len, slice } from "./collections.ts";
import { eq, ge, gt, le, lt, ne } from "./compare.ts";
import { html, js, urlquery } from "./escape.ts";

const ONE = "reflect.Value";
const TWO = "reflect.Value, reflect.Value";
const ONE_AND_MORE = "reflect.Value, ...reflect.Value";
const MANY = "...interface {}";

/** The compiler calls these itself: they evaluate their arguments one by one, or call one of them. */
function special(name: string): Func {
  return func(name, ONE_AND_MORE, () => {
    throw new GoError(`${name} was called as a value`);
  });
}

export const BUILTINS: ReadonlyMap<string, Func> = new Map(
  [
    special("and"),
    special("or"),
    special("call"),
    func("eq", ONE_AND_MORE, eq),
    func("ge", TWO, ge),
    func("gt", TWO, gt),
    func("le", TWO, le),
    func("lt", TWO, lt),
    func("ne", TWO, ne),
    func("not", ONE, (value: Value) => !truth(value)),
    func("html", MANY, html),
    func("js", MANY, js),
    func("urlquery", MANY, urlquery),
    func("index", ONE_AND_MORE, index),
    func("slice", ONE_AND_MORE, slice),
    func("len", ONE, len),
    func("print", MANY, (...args: Value[]) => sprint(args)),
    func("printf", `string, ${MANY}`, (format: string, ...args: Value[]) => sprintf(format, args)),
    func("println", MANY, (...args: Value[]) => sprintln(args)),
  ].map((builtin) => [builtin.name, builtin]),
);
