/** The values of HCL files, read together (Helmfile 1.8, pkg/hcllang/hcl_loader.go). */
import { GoError, type GoMap } from "../../go/index.ts";
import { withinStack } from "../../go/json/index.ts";
import { type Definition, type Definitions, readDefinitions } from "./definitions.ts";
import { inOrder, referenceOf, variablesOf } from "./dependencies.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import { mergeValues } from "./merge.ts";
import { diagnosticText } from "./syntax/diagnostic.ts";
import type { SourceFile } from "./syntax/parse-file.ts";
import { toGo } from "./to-go.ts";
import { NULL, object, type Value } from "./values/value.ts";

/** What a file's own locals are called, and the values of all files. */
const LOCAL = "local";
const VALUES = "hv";

/**
 * `values` of all files, each under its name: later definitions of one name are merged into earlier ones, `hv.x` refers
 * across files, `local.x` to the `locals` of the same file. Throws `GoError` with Helmfile's text.
 */
export function evaluateHcl(files: readonly SourceFile[]): GoMap {
  if (files.length === 0) throw new GoError("nothing to render");
  return withinStack(() => {
    const read = files.map(readDefinitions);
    const locals = new Map(read.map((one) => [one.file, localsOf(one)]));
    return new Map([...valuesOf(read, locals)].map(([name, value]) => [name, toGo(value)]));
  });
}

type Values = Map<string, Value>;

/** A file without locals has none to refer to: its `local` is null. */
function localsOf({ locals }: Definitions): Value {
  const definitions = byName(locals);
  const values: Values = new Map();
  for (const name of inOrder(graphOf(definitions, () => true)))
    for (const one of definitions.get(name) ?? []) values.set(name, computed(one, scopeOf(LOCAL, one, values), ""));
  return values.size === 0 ? NULL : object(values);
}

function valuesOf(read: readonly Definitions[], locals: ReadonlyMap<string, Value>): Values {
  const definitions = byName(read.flatMap(({ values }) => values));
  const values: Values = new Map();
  for (const name of inOrder(graphOf(definitions, (root) => root !== LOCAL))) {
    const all = definitions.get(name) ?? [];
    const outcomes = all.map((one) => {
      const scope = new Map([[LOCAL, locals.get(one.file) ?? NULL], ...scopeOf(VALUES, one, values)]);
      return computed(one, scope, all.length > 1 ? ` at ${one.file}:${one.line}` : "");
    });
    values.set(name, outcomes.reduce(mergeValues));
  }
  return values;
}

/** What was computed already, as far as it is referred to: all of it would be put together anew for every definition. */
function scopeOf(root: string, { expression }: Definition, values: Values): ReadonlyMap<string, Value> {
  if (values.size === 0) return new Map();
  const names = new Set(
    variablesOf(expression).flatMap(({ name, steps: [first] }) =>
      name === root && first?.kind === "attribute" ? first.name : [],
    ),
  );
  const known = [...names].flatMap((name) => {
    const value = values.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return new Map([[root, object(known)]]);
}

function byName(definitions: readonly Definition[]): ReadonlyMap<string, readonly Definition[]> {
  return Map.groupBy(definitions, ({ name }) => name);
}

/** Each name with those that its definitions refer to. */
function graphOf(
  definitions: ReadonlyMap<string, readonly Definition[]>,
  counts: (root: string) => boolean,
): ReadonlyMap<string, readonly string[]> {
  const references = ({ expression }: Definition): readonly string[] =>
    variablesOf(expression)
      .filter(({ name }) => counts(name))
      .map(referenceOf);
  return new Map([...definitions].map(([name, all]) => [name, [...new Set(all.flatMap(references))]]));
}

function computed({ name, expression }: Definition, variables: ReadonlyMap<string, Value>, place: string): Value {
  const { value, problems } = evaluate(expression, { variables });
  const [first] = problems;
  if (first === undefined) return value;
  throw new GoError(`error when trying to evaluate variable ${name}${place} : ${diagnosticText(first)}`);
}
