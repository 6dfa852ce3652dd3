import type { SchemaCheck, SchemaValidator } from "../../../helm/index.ts";
import type { CommandContext } from "../../context.ts";

/** What checks values against schemas, and tells the log. */
export function schemaCheck({ log }: Pick<CommandContext, "log">, validate: SchemaValidator): SchemaCheck {
  return { validate, debug: (message, attributes) => log.debug(message, attributes) };
}

/** Of charts without schemas. */
export function noSchema(): never {
  throw new Error("a schema where there was none");
}
