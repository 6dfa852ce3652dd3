/** Checks values against the JSON schemas of a chart and of those below it (helm pkg/chart/common/util/jsonschema.go). */
import { GoError, fromBytes, typeOf, type GoMap } from "../../go/index.ts";
import { withinStack } from "../../go/json/index.ts";
import type { Chart } from "../chart/chart.ts";

/**
 * Port: checks values against the text of a schema; throws `GoError` with what is wrong with either. `jsonschema/` has it, which
 * is only loaded for charts that have a schema. `onRead` is called when the schema is JSON.
 */
export type SchemaValidator = (schema: string, values: GoMap, onRead: () => void) => void;

/** How schemas are checked, and who is told of it that asks to know more. */
export interface SchemaCheck {
  readonly validate: SchemaValidator;
  readonly debug?: (message: string, attributes: Readonly<Record<string, unknown>>) => void;
}

/** Whether the chart or one below it has a schema. */
export function hasSchema(chart: Chart): boolean {
  return chart.schema !== undefined || chart.dependencies.some(hasSchema);
}

/** Throws `GoError` with the faults of all charts. `values` are coalesced. */
export function checkSchemas(chart: Chart, values: GoMap, check: SchemaCheck): void {
  const faults = collectFaults(chart, values, check);
  if (faults !== "") {
    throw new GoError(`values don't meet the specifications of the schema(s) in the following chart(s):\n${faults}`);
  }
}

function collectFaults(chart: Chart, values: GoMap, check: SchemaCheck): string {
  const { name, schema, dependencies } = chart;
  let faults = "";
  if (schema !== undefined) {
    check.debug?.("chart name", { "chart-name": name });
    const fault = faultOf(schema, values, check);
    if (fault !== undefined) faults += `${name}:\n${fault}`;
  }
  check.debug?.("number of dependencies in the chart", { chart: name, dependencies: dependencies.length });
  for (const subchart of dependencies) {
    const inner = values.get(subchart.name);
    if (inner === undefined || inner === null) continue;
    if (inner instanceof Map) faults += collectFaults(subchart, inner, check);
    else {
      faults += `${subchart.name}:\ninvalid type for values: expected object (map), got ${typeOf(inner)}\n`;
    }
  }
  return faults;
}

/** What is wrong with the values, or with the schema itself. */
export function faultOf(schema: Uint8Array, values: GoMap, { validate, debug }: SchemaCheck): string | undefined {
  const onRead = (): void => debug?.("unmarshalled JSON schema", { schema });
  try {
    withinStack(() => validate(fromBytes(schema), values, onRead));
    return undefined;
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}
