/** Literals that are known to be wrong before anything runs (cel-go 0.26 cel/validator.go, ext/formatting.go). */
import { compile } from "../../go/regexp/index.ts";
import { callFunction } from "../functions/functions.ts";
import { clauseOf } from "../functions/format.ts";
import type { Call, Expression, ListLiteral } from "../syntax/ast.ts";
import type { Problem } from "../syntax/source.ts";
import { CelError } from "../values/value.ts";
import type { Checked } from "./checker.ts";
import { childrenOf } from "../syntax/children.ts";
import * as types from "./types.ts";
import { formatType, sameType, unwrapOptional, type Type, type TypeKind } from "./types.ts";

export function validate(expression: Expression, checked: Checked): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<Expression>();
  const visit = (node: Expression, isExempt: boolean): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "call") problems.push(...callProblems(node, checked));
    if (!isExempt && node.kind === "list") problems.push(...listProblems(node, checked));
    if (!isExempt && node.kind === "map") problems.push(...mapProblems(node, checked));
    const within = isExempt || (node.kind === "call" && node.name === "format");
    for (const child of childrenOf(node)) visit(child, within);
  };
  visit(expression, false);
  return problems;
}

function callProblems(node: Call, checked: Checked): Problem[] {
  const [arg] = node.args;
  if (node.name === "format") return formatProblems(node, checked);
  if (arg?.kind !== "literal" || !isWrong(node, arg.value, checked)) return [];
  return [{ offset: arg.offset, message: `invalid ${node.name} argument` }];
}

function isWrong(node: Call, value: Extract<Expression, { kind: "literal" }>["value"], checked: Checked): boolean {
  switch (node.name) {
    case "duration":
    case "timestamp":
      return fails(() =>
        callFunction({ name: node.name, overloads: checked.callees.get(node)?.overloads ?? [], args: [value] }),
      );
    case "matches":
      return typeof value === "string" && fails(() => compile(value));
    default:
      return false;
  }
}

function fails(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch {
    return true;
  }
}

function listProblems({ elements, optionals }: ListLiteral, checked: Checked): Problem[] {
  let first: Type | undefined;
  for (const [i, element] of elements.entries()) {
    const given = checked.types.get(element) ?? types.DYN;
    const type = optionals.has(i) ? unwrapOptional(given).type : given;
    first ??= type;
    if (!sameType(first, type)) return [mismatch(element, first, type)];
  }
  return [];
}

function mapProblems({ entries }: Extract<Expression, { kind: "map" }>, checked: Checked): Problem[] {
  const [first] = entries;
  if (first === undefined) return [];
  const typed = entries.map(({ key, value, isOptional }) => {
    const given = checked.types.get(value) ?? types.DYN;
    return {
      key,
      value,
      keyType: checked.types.get(key) ?? types.DYN,
      valueType: isOptional ? unwrapOptional(given).type : given,
    };
  });
  const [head] = typed;
  return typed.flatMap(({ key, value, keyType, valueType }) => [
    ...(head === undefined || sameType(head.keyType, keyType) ? [] : [mismatch(key, head.keyType, keyType)]),
    ...(head === undefined || sameType(head.valueType, valueType) ? [] : [mismatch(value, head.valueType, valueType)]),
  ]);
}

function mismatch({ offset }: Expression, wanted: Type, given: Type): Problem {
  return { offset, message: `expected type '${formatType(wanted)}' but found '${formatType(given)}'` };
}

function formatProblems({ offset, target, args: [list] }: Call, checked: Checked): Problem[] {
  if (target?.kind !== "literal" || typeof target.value !== "string" || list?.kind !== "list") return [];
  const used = { count: 0 };
  try {
    for (const problem of clauseProblems(target.value, { list, checked, used })) return [problem];
  } catch (error) {
    if (error instanceof CelError) return [{ offset, message: error.message }];
    throw error;
  }
  const given = list.elements.length;
  if (given <= used.count) return [];
  return [{ offset, message: `too many arguments supplied to string.format (expected ${used.count}, got ${given})` }];
}

interface FormatCheck {
  readonly list: ListLiteral;
  readonly checked: Checked;
  readonly used: { count: number };
}

function* clauseProblems(format: string, { list, checked, used }: FormatCheck): Iterable<Problem> {
  for (let i = 0; i < format.length; i++) {
    if (format[i] !== "%") continue;
    if (format[i + 1] === "%") {
      i++;
      continue;
    }
    const element = list.elements[used.count];
    if (i + 1 >= format.length) throw new CelError("unexpected end of string");
    if (element === undefined) throw new CelError(`index ${used.count} out of range`);
    used.count++;
    const { verb, length } = clauseOf(format.slice(i + 1));
    i += length;
    const type = checked.types.get(element) ?? types.DYN;
    const { kinds, what } = verb === "s" ? CLAUSES.s : (CLAUSES[verb] ?? CLAUSES.s);
    if (type.kind === "dyn" || kinds.includes(type.kind)) continue;
    yield { offset: element.offset, message: `error during formatting: ${what}, was given ${type.name}` };
  }
}

interface ClauseTypes {
  readonly kinds: readonly TypeKind[];
  readonly what: string;
}

const HEX: ClauseTypes = {
  kinds: ["int", "uint", "string", "bytes"],
  what: "only integers, byte buffers, and strings can be formatted as hex",
};
const CLAUSES: Readonly<Record<string, ClauseTypes>> & { readonly s: ClauseTypes } = {
  s: {
    kinds: ["list", "map", "int", "uint", "double", "bool", "string", "timestamp", "bytes", "duration", "type", "null"],
    what: "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps",
  },
  d: { kinds: ["int", "uint"], what: "decimal clause can only be used on integers" },
  f: { kinds: ["double", "string"], what: "fixed-point clause can only be used on doubles" },
  e: { kinds: ["double", "string"], what: "scientific clause can only be used on doubles" },
  b: { kinds: ["int", "uint", "bool"], what: "only integers and bools can be formatted as binary" },
  o: { kinds: ["int", "uint"], what: "octal clause can only be used on integers" },
  x: HEX,
  X: HEX,
};
