import type { Application } from "./application.ts";
import { findDuplicates } from "./equal.ts";
import type { ValidationError } from "./error.ts";
import type { Json } from "./json.ts";
import { localizedInt } from "./numbers.ts";
import { Schema } from "./schema.ts";

/** The keywords for lists. */
export function validateArray(validation: Application, items: readonly Json[]): void {
  const { schema } = validation;
  const { minItems, maxItems } = schema;
  if (minItems !== undefined && items.length < minItems) validation.failLimit("minItems", items.length, minItems);
  if (maxItems !== undefined && items.length > maxItems) validation.failLimit("maxItems", items.length, maxItems);
  const same = schema.uniqueItems === true ? findDuplicates(items) : undefined;
  if (same !== undefined) {
    validation.fail(() => `items at ${localizedInt(same[0])} and ${localizedInt(same[1])} are equal`);
  }
  if (schema.version < 2020) validateOldItems(validation, items);
  else validateItems(validation, items);
  if (schema.contains !== undefined) validateContains(validation, items, schema.contains);
}

function applyFrom(validation: Application, schema: Schema, items: readonly Json[], start: number): void {
  for (let i = start; i < items.length; i++) {
    if (validation.isQuick && validation.hasErrors) return;
    validation.add(validation.applyTo(schema, items[i] ?? null, String(i)));
  }
}

function applyEach(validation: Application, schemas: readonly Schema[], items: readonly Json[]): void {
  for (const [i, schema] of schemas.slice(0, items.length).entries()) {
    validation.add(validation.applyTo(schema, items[i] ?? null, String(i)));
  }
}

function validateOldItems(validation: Application, items: readonly Json[]): void {
  const { items: schemas, additionalItems } = validation.schema;
  let evaluated = 0;
  if (schemas instanceof Schema) {
    applyFrom(validation, schemas, items, 0);
    evaluated = items.length;
  } else if (schemas !== undefined) {
    applyEach(validation, schemas, items);
    evaluated = Math.min(schemas.length, items.length);
  }
  const rest = items.length - evaluated;
  if (additionalItems instanceof Schema) applyFrom(validation, additionalItems, items, evaluated);
  else if (additionalItems === false && rest > 0) {
    validation.fail(() => `last ${localizedInt(rest)} additionalItem(s) not allowed`);
  }
}

function validateItems(validation: Application, items: readonly Json[]): void {
  const { prefixItems = [], items2020 } = validation.schema;
  applyEach(validation, prefixItems, items);
  if (items2020 !== undefined) applyFrom(validation, items2020, items, prefixItems.length);
}

function validateContains(validation: Application, items: readonly Json[], schema: Schema): void {
  const { version, minContains, maxContains } = validation.schema;
  const errors: ValidationError[] = [];
  const matched: number[] = [];
  for (const [i, item] of items.entries()) {
    const error = validation.applyTo(schema, item, String(i));
    if (error !== undefined) {
      errors.push(error);
      continue;
    }
    matched.push(i);
    if (version >= 2020) validation.unevaluated.items?.delete(i);
  }
  if (minContains !== undefined) {
    if (matched.length < minContains) validation.fail(() => minContainsText(matched, minContains), errors);
  } else if (matched.length === 0) {
    validation.fail(() => "no items match contains schema", errors);
  }
  if (maxContains !== undefined && matched.length > maxContains) {
    validation.fail(() => {
      return `max ${localizedInt(maxContains)} items required to match contains schema, but ${matchedText(matched)}`;
    });
  }
}

function minContainsText(matched: readonly number[], want: number): string {
  const found = matched.length === 0 ? "none matched" : matchedText(matched);
  return `min ${localizedInt(want)} items required to match contains schema, but ${found}`;
}

function matchedText(matched: readonly number[]): string {
  return `matched ${localizedInt(matched.length)} items at ${matched.join(" ")}`;
}
