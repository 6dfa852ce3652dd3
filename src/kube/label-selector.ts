/**
 * Label selectors: `app=web,tier in (a, b),!legacy`, with the grammar and messages of k8s.io/apimachinery's labels.Parse.
 */

import { listAt, objectAt, textAt, type JsonValue } from "./json.ts";

type Operator = "exists" | "!" | "=" | "==" | "!=" | "in" | "notin" | ">" | "<";

interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

export interface LabelSelector {
  matches(labels: ReadonlyMap<string, string>): boolean;
}

/** A LabelSelector as lists take it: `a=b,c in (d,e),!f`, in the order of the keys. Empty for one that says nothing. */
export function labelSelectorText(selector: JsonValue | undefined): string {
  const labels = Object.entries(objectAt(selector, "matchLabels")).map(([key, value]): Said => [
    key,
    `${key}=${String(value)}`,
  ]);
  const expressions = listAt(selector, "matchExpressions").map((one): Said => [textAt(one, "key"), textOf(one)]);
  const said = [...labels, ...expressions].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return said.map(([, text]) => text).join(",");
}

type Said = readonly [key: string, text: string];

function textOf(expression: JsonValue): string {
  const [key, values] = [textAt(expression, "key"), listAt(expression, "values").map(String).sort().join(",")];
  switch (textAt(expression, "operator")) {
    case "In":
      return `${key} in (${values})`;
    case "NotIn":
      return `${key} notin (${values})`;
    case "Exists":
      return key;
    default:
      return `!${key}`;
  }
}

/** Throws the original's text. The empty selector matches everything. */
export function parseLabelSelector(text: string): LabelSelector {
  const requirements = new SelectorParser(text).parse();
  return { matches: (labels) => requirements.every((requirement) => matches(requirement, labels)) };
}

function matches({ key, operator, values }: Requirement, labels: ReadonlyMap<string, string>): boolean {
  const value = labels.get(key);
  switch (operator) {
    case "exists":
      return value !== undefined;
    case "!":
      return value === undefined;
    case "=":
    case "==":
    case "in":
      return value !== undefined && values.includes(value);
    case "!=":
    case "notin":
      return value === undefined || !values.includes(value);
    case ">":
      return isInteger(value) && Number(value) > Number(values[0]);
    case "<":
      return isInteger(value) && Number(value) < Number(values[0]);
  }
}

function isInteger(value: string | undefined): value is string {
  return value !== undefined && /^[+-]?\d+$/.test(value);
}

interface Token {
  readonly kind:
    "identifier" | "end" | "error" | "in" | "notin" | ")" | "," | "!" | "==" | "=" | ">" | "<" | "!=" | "(";
  readonly text: string;
}

const TOKEN = /\s*(?:([^=!(),><\s]+)|(==|!=|[=!(),><]))/y;

function scan(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const [, word, symbol] = match;
    if (word === "in" || word === "notin") tokens.push({ kind: word, text: word });
    else if (word !== undefined) tokens.push({ kind: "identifier", text: word });
    else tokens.push({ kind: symbol as Token["kind"], text: symbol ?? "" });
  }
  return [...tokens, { kind: "end", text: "" }];
}

class SelectorParser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = scan(text);
  }

  parse(): Requirement[] {
    const requirements: Requirement[] = [];
    for (;;) {
      const token = this.#peek();
      if (token.kind === "end") return requirements;
      if (token.kind !== "identifier" && token.kind !== "!") {
        throw new Error(`found '${token.text}', expected: !, identifier, or 'end of string'`);
      }
      requirements.push(this.#requirementOrThrow());
      const next = this.#take();
      if (next.kind === "end") return requirements;
      if (next.kind !== ",") throw new Error(`found '${next.text}', expected: ',' or 'end of string'`);
      const after = this.#peek();
      if (after.kind !== "identifier" && after.kind !== "!") {
        throw new Error(`found '${after.text}', expected: identifier after ','`);
      }
    }
  }

  #requirementOrThrow(): Requirement {
    try {
      return this.#requirement();
    } catch (error) {
      throw new Error(`unable to parse requirement: ${(error as Error).message}`, { cause: error });
    }
  }

  #requirement(): Requirement {
    const negated = this.#peek().kind === "!";
    if (negated) this.#take();
    const key = this.#take();
    if (key.kind !== "identifier") throw new Error(`found '${key.text}', expected: identifier`);
    checkKey(key.text);
    const next = this.#peek().kind;
    if (negated) return { key: key.text, operator: "!", values: [] };
    if (next === "end" || next === ",") return { key: key.text, operator: "exists", values: [] };
    const operator = this.#operator();
    const values = operator === "in" || operator === "notin" ? this.#valueList() : [this.#value()];
    checkValues(key.text, operator, values);
    return { key: key.text, operator, values };
  }

  #operator(): Operator {
    const { kind, text } = this.#tokens[this.#at++] ?? END;
    switch (kind) {
      case "in":
      case "notin":
      case "=":
      case "==":
      case "!=":
      case ">":
      case "<":
        return kind;
      default:
        throw new Error(`found '${text}', expected: '=', '!=', '==', 'in', notin'`);
    }
  }

  #value(): string {
    const next = this.#peek().kind;
    if (next === "end" || next === ",") return "";
    const token = this.#take();
    if (token.kind !== "identifier") throw new Error(`found '${token.text}', expected: identifier`);
    return token.text;
  }

  #valueList(): string[] {
    const open = this.#take();
    if (open.kind !== "(") throw new Error(`found '${open.text}' expected: '('`);
    const first = this.#peek();
    if (first.kind === ")") {
      this.#take();
      return [""];
    }
    if (first.kind !== "identifier" && first.kind !== ",") {
      throw new Error(`found '${first.text}', expected: ',', ')' or identifier`);
    }
    const values = new Set<string>();
    for (;;) {
      const token = this.#take();
      if (token.kind === "identifier") {
        values.add(token.text);
        const next = this.#peek();
        if (next.kind !== "," && next.kind !== ")") {
          throw new Error(`found '${next.text}', expected: ',' or ')'`);
        }
      } else if (token.kind === ",") {
        const next = this.#peek().kind;
        if (values.size === 0 || next === ")" || next === ",") values.add("");
      } else if (token.kind === ")") {
        return [...values].sort();
      } else {
        throw new Error(`found '${token.text}', expected: ',', or identifier`);
      }
    }
  }

  /** `in` and `notin` are words where a value may stand. */
  #peek(): Token {
    const token = this.#tokens[this.#at] ?? END;
    return token.kind === "in" || token.kind === "notin" ? { kind: "identifier", text: token.text } : token;
  }

  #take(): Token {
    const token = this.#peek();
    this.#at++;
    return token;
  }
}

const END: Token = { kind: "end", text: "" };

const NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const NAME_MAX = 63;

const NAME_RULE =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
  "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const VALUE_RULE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end " +
  "with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
  "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end " +
  "with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** What is wrong with a label's or annotation's key, one text each. */
export function qualifiedNameErrors(key: string): string[] {
  const parts = key.split("/");
  const errors: string[] = [];
  if (parts.length > 2) {
    return [`a qualified name ${NAME_RULE} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const name = parts.at(-1) ?? "";
  if (parts.length === 2) {
    const prefix = parts[0] ?? "";
    if (prefix === "") errors.push("prefix part must be non-empty");
    else if (!SUBDOMAIN.test(prefix)) errors.push(`prefix part ${SUBDOMAIN_RULE}`);
  }
  if (name === "") errors.push("name part must be non-empty");
  else if (name.length > NAME_MAX) errors.push("name part must be no more than 63 characters");
  if (!NAME.test(name)) errors.push(`name part ${NAME_RULE}`);
  return errors;
}

/** What is wrong with a label's value. */
export function labelValueErrors(value: string): string[] {
  const errors = value.length > NAME_MAX ? ["must be no more than 63 characters"] : [];
  return value === "" || NAME.test(value) ? errors : [...errors, VALUE_RULE];
}

function checkKey(key: string): void {
  const errors = qualifiedNameErrors(key);
  if (errors.length > 0) throw new Error(`invalid label key ${JSON.stringify(key)}: ${errors.join("; ")}`);
}

function checkValues(key: string, operator: Operator, values: readonly string[]): void {
  if ((operator === ">" || operator === "<") && !isInteger(values[0])) {
    throw new Error("for 'Gt', 'Lt' operators, the value must be an integer");
  }
  for (const value of values) {
    const errors = labelValueErrors(value);
    if (errors.length === 0) continue;
    const [v, k] = [JSON.stringify(value), JSON.stringify(key)];
    throw new Error(`invalid label value: ${v}: at key: ${k}: ${errors.join("; ")}`);
  }
}
