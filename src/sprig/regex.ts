/** Sprig v3.3.0's regular expressions (regex.go). Without `must`, a bad expression is a panic of its own wording. */
import { func, GoError, stringSlice, TypedNil, type Func, type Value } from "../go/index.ts";
import { compile, mustCompile, quoteMeta, type Regexp } from "../go/regexp/index.ts";
import { appendedWithRoom } from "./capacity.ts";
import { functionMap } from "./function-map.ts";

export const regexFunctions = functionMap([
  func("regexMatch", "string, string", regexMatch),
  func("mustRegexMatch", "string, string", (pattern: string, text: string) => compile(pattern).test(text)),
  ...chapter("regex", mustCompile),
  ...chapter("mustRegex", compile),
  func("regexQuoteMeta", "string", quoteMeta),
]);

function chapter(prefix: string, parse: (pattern: string) => Regexp): Func[] {
  return [
    func(`${prefix}Find`, "string, string", (pattern: string, text: string) => parse(pattern).find(text)),
    func(`${prefix}FindAll`, "string, string, int", (pattern: string, text: string, count: number) =>
      list(parse(pattern).findAll(text, count), FOUND_ROOM),
    ),
    func(`${prefix}ReplaceAll`, "string, string, string", (pattern: string, text: string, replacement: string) =>
      parse(pattern).replaceAll(text, replacement),
    ),
    func(`${prefix}ReplaceAllLiteral`, "string, string, string", (pattern: string, text: string, replacement: string) =>
      parse(pattern).replaceAllLiteral(text, replacement),
    ),
    func(`${prefix}Split`, "string, string, int", (pattern: string, text: string, count: number) =>
      list(parse(pattern).split(text, count)),
    ),
  ];
}

/** A bad expression matches nothing. */
function regexMatch(pattern: string, text: string): boolean {
  try {
    return compile(pattern).test(text);
  } catch (error) {
    if (error instanceof GoError) return false;
    throw error;
  }
}

/** Go makes room for as many matches before it looks for them. */
const FOUND_ROOM = 10;

/** Nothing found is a nil slice. A split has room for one piece less than it may get. */
function list(found: string[] | undefined, room = (found?.length ?? 1) - 1): Value {
  if (found === undefined) return new TypedNil("[]string");
  appendedWithRoom(room, found);
  return stringSlice(found);
}
