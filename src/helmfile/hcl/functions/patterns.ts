/** Regular expressions (cty 1.19, function/stdlib/regexp.go). */
import { GoError } from "../../../go/index.ts";
import { compile, type Regexp } from "../../../go/regexp/index.ts";
import { DYNAMIC, listOf, STRING, tupleOf, type Type } from "../values/type.ts";
import { isKnown, list, nullOf, object, objectType, string, textOf, tuple, type Value } from "../values/value.ts";
import { ArgumentError, type FunctionTable, parameter } from "./function.ts";

const PARAMS = [parameter("pattern", STRING), parameter("string", STRING)];

export const PATTERNS: FunctionTable = {
  regex: { params: PARAMS, returns: ([pattern]) => resultType(pattern), call: first },
  regexall: { params: PARAMS, returns: ([pattern]) => listOf(resultType(pattern)), call: all },
};

/** A text without groups, an object of named ones, a tuple of others. */
function resultType(pattern: Value | undefined): Type {
  if (pattern === undefined || !isKnown(pattern)) return DYNAMIC;
  const [, ...names] = compiled(textOf(pattern)).groupNames;
  const named = names.filter((name) => name !== "");
  if (names.length === 0) return STRING;
  if (named.length === 0) return tupleOf(names.map(() => STRING));
  if (named.length === names.length) return objectType(named.map((name) => [name, STRING]));
  throw new ArgumentError(0, "invalid regexp pattern: cannot mix both named and unnamed capture groups");
}

const SYNTAX_ERROR = /^error parsing regexp: ([^]*?): `([^]*)`$/;

function compiled(pattern: string): Regexp {
  try {
    return compile(pattern);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    const [, reason, expression] = SYNTAX_ERROR.exec(error.message) ?? [];
    if (reason === undefined) throw new ArgumentError(0, `error parsing pattern: ${error.message}`);
    throw new ArgumentError(0, `invalid regexp pattern: ${reason} in ${expression}`);
  }
}

function matches([pattern, text]: readonly Value[]): readonly Value[] {
  if (pattern === undefined || text === undefined) return [];
  const regexp = compiled(textOf(pattern));
  return regexp.findAllGroups(textOf(text)).map((groups) => result(regexp.groupNames, groups));
}

function result(names: readonly string[], [whole = "", ...groups]: readonly (string | undefined)[]): Value {
  const values = groups.map((group) => (group === undefined ? nullOf(STRING) : string(group)));
  if (values.length === 0) return string(whole);
  if ((names[1] ?? "") === "") return tuple(values);
  return object(values.map((value, i) => [names[i + 1] ?? "", value]));
}

function first(args: readonly Value[]): Value {
  const [match] = matches(args);
  if (match === undefined) throw new GoError("pattern did not match any part of the given string");
  return match;
}

function all(args: readonly Value[], type: Type): Value {
  return list(matches(args), type.kind === "list" ? type.element : DYNAMIC);
}
