/** How many scalars of rendered charts name their source. */
import type { TracedText } from "../../go/template/index.ts";
import type { Dialect } from "../dialect.ts";
import { findDocuments } from "./documents.ts";
import { explain, namesSource } from "./explain.ts";

export interface Coverage {
  readonly scalars: number;
  readonly named: number;
  /** Some of those that do not, as `template: path`. */
  readonly unnamed: readonly string[];
}

const EXAMPLES_MAX = 50;

export function measureCoverage(outputs: ReadonlyMap<string, TracedText>, dialect: Dialect): Coverage {
  let scalars = 0;
  let named = 0;
  const unnamed: string[] = [];
  for (const [name, output] of outputs) {
    if (name.endsWith("NOTES.txt")) continue;
    for (const document of findDocuments(output.text, dialect)) {
      for (const scalar of document.scalars) {
        scalars++;
        if (namesSource(explain(output, scalar))) named++;
        else if (unnamed.length < EXAMPLES_MAX) unnamed.push(`${name}: ${document.kind} ${scalar.path.join(".")}`);
      }
    }
  }
  return { scalars, named, unnamed };
}
