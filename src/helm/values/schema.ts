/** Checks values against the JSON schemas of a chart and of those below it (helm pkg/chart/common/util/jsonschema.go). */
import { fromBytes } from "../../go/bytes.ts";
import { GoError, type GoMap, typeOf } from "../../go/value.ts";
import { validateSchema, type SchemaLoader } from "../../jsonschema/index.ts";
import type { Chart } from "../chart/chart.ts";

export interface SchemaOptions {
  /** Fetches a schema that another one refers to. */
  readonly load?: SchemaLoader | undefined;
}

/** Throws `GoError` with the faults of all charts. `values` are coalesced. */
export function checkSchemas(chart: Chart, values: GoMap, options: SchemaOptions): void {
  const faults = collectFaults(chart, values, options);
  if (faults !== "") {
    throw new GoError(
      `values don't meet the specifications of the schema(s) in the following chart(s):\n${faults}`,
    );
  }
}

function collectFaults(chart: Chart, values: GoMap, options: SchemaOptions): string {
  let faults = "";
  if (chart.schema !== undefined) {
    const fault = faultOf(chart.schema, values, options);
    if (fault !== undefined) faults += `${chart.name}:\n${fault}`;
  }
  for (const subchart of chart.dependencies) {
    const inner = values.get(subchart.name);
    if (inner === undefined || inner === null) continue;
    if (inner instanceof Map) faults += collectFaults(subchart, inner, options);
    else {
      faults += `${subchart.name}:\ninvalid type for values: expected object (map), got ${typeOf(inner)}\n`;
    }
  }
  return faults;
}

/** What is wrong with the values, or with the schema itself. */
export function faultOf(schema: Uint8Array, values: GoMap, options: SchemaOptions): string | undefined {
  try {
    validateSchema(fromBytes(schema), values, options);
    return undefined;
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}
