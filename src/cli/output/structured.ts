/** `--output`: the same result as a table, as JSON or as YAML (helm pkg/cli/output). */
import { marshal as toJson } from "../../go/json/index.ts";
import type { Value } from "../../go/index.ts";
import { marshal as toYaml } from "../../yaml/index.ts";
import type { Output } from "../context.ts";

export interface Structured {
  /** Without the line end. */
  readonly table: () => string;
  /** Maps in the order their JSON has. */
  readonly value: () => Value;
}

export function writeStructured(out: Output, format: string, { table, value }: Structured): void {
  if (format === "json") out.write(`${toJson(value(), { sortKeys: false })}\n`);
  else if (format === "yaml") out.write(toYaml(value()));
  else out.write(`${table()}\n`);
}
