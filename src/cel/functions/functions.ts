/** Calls a function with values: finds the overload that they fit (cel-go 0.26 common/decls/decls.go). */
import type { Overload } from "../check/declarations.ts";
import { CelError, noSuchOverload, type Value } from "../values/value.ts";
import { typeOfValue } from "../values/type-of.ts";
import { AUTHORIZER } from "./authorizer.ts";
import { CONVERSIONS } from "./conversions.ts";
import { FORMATS } from "./formats.ts";
import { fits } from "./fits.ts";
import { LISTS } from "./lists.ts";
import { MAPS } from "./maps.ts";
import { NETWORK } from "./network.ts";
import { OPERATORS } from "./operators.ts";
import { OPTIONALS } from "./optionals.ts";
import { QUANTITIES } from "./quantities.ts";
import { SEMVERS } from "./semvers.ts";
import { STRINGS } from "./strings.ts";
import { TIMES } from "./times.ts";
import { URLS } from "./urls.ts";

/** What an overload does, by its id; operators by their name. */
export type Implementation = (args: readonly Value[]) => Value;

const BY_OVERLOAD: Readonly<Record<string, Implementation>> = {
  ...CONVERSIONS,
  ...STRINGS,
  ...LISTS,
  ...MAPS,
  ...OPTIONALS,
  ...TIMES,
  ...FORMATS,
  ...NETWORK,
  ...QUANTITIES,
  ...SEMVERS,
  ...URLS,
  ...AUTHORIZER,
};

export interface Invocation {
  readonly name: string;
  readonly overloads: readonly Overload[];
  readonly args: readonly Value[];
}

/** Throws a `CelError` where nothing fits, or it fails. */
export function callFunction({ name, overloads, args }: Invocation): Value {
  const operator = OPERATORS[name];
  if (operator !== undefined) return operator(args);
  for (const overload of overloads) {
    if (!fits(args, overload.args)) continue;
    const run = BY_OVERLOAD[overload.id];
    if (run === undefined) throw new Error(`${overload.id} is not implemented`);
    return run(args);
  }
  throw unfit(name, args);
}

/** Functions that do not tell which values they were given. */
const TERSE: ReadonlySet<string> = new Set(["contains", "startsWith", "endsWith", "matches", "find", "findAll"]);

function unfit(name: string, args: readonly Value[]): CelError {
  const [first = null] = args;
  const isText = typeof first === "string";
  if (TERSE.has(name) && !(name.startsWith("find") && isText && args.length > 1 && typeof args[1] !== "string"))
    return noSuchOverload();
  if (name === "sort" && isText) return noSuchOverload();
  if (name === "size" || name === "sort") return new CelError(`no such overload: ${name}`);
  if (name === "flatten") {
    const [target, ...rest] = args.map((one) => typeOfValue(one).name);
    return new CelError(`no such overload: ${target}.flatten(${rest.join(", ")})`);
  }
  return new CelError(`no such overload: ${name}(${args.map((one) => typeOfValue(one).name).join(", ")})`);
}
