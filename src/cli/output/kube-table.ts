/**
 * Tables that the API server makes of objects, printed as kubectl prints them (cli-runtime 0.37 pkg/printers/tableprinter.go).
 * A printer remembers the columns it has named: further tables with the same columns go without a header.
 */
import { sprint } from "../../go/fmt/index.ts";
import { byteLength, int } from "../../go/index.ts";
import { isObject, listAt, numberAt, textAt, writeJson, type JsonValue } from "../../kube/index.ts";
import { tabbed } from "./tab-writer.ts";

const UNSAFE_BREAK = /[\f\n\r]/;

export class KubeTablePrinter {
  #columns = "";
  #named = false;

  /** The lines of one table; nothing for one without rows. */
  print(table: JsonValue): string {
    const definitions = listAt(table, "columnDefinitions");
    const rows = listAt(table, "rows");
    const columns = JSON.stringify(definitions);
    const withHeader = !(this.#named && columns === this.#columns);
    if (columns !== this.#columns) [this.#columns, this.#named] = [columns, false];
    if (rows.length === 0) return "";
    this.#named = true;
    const shown = definitions.flatMap((definition, i) => ((numberAt(definition, "priority") ?? 0) === 0 ? [i] : []));
    const cells = rows.map((row) => {
      const values = listAt(row, "cells");
      return shown.filter((i) => i < values.length).map((i) => cellText(values[i] ?? null));
    });
    if (!withHeader) return tabbed(cells);
    const header = shown.map((i, at) => {
      const name = textAt(definitions[i], "name").toUpperCase();
      return at === shown.length - 1
        ? name
        : widened(
            name,
            cells.map((row) => row[at] ?? ""),
          );
    });
    return tabbed([header, ...cells]);
  }
}

/** kubectl widens its headers by bytes. */
function widened(name: string, cells: readonly string[]): string {
  return name.padEnd(Math.max(...cells.map(byteLength)));
}

/** The first line of a cell; what would move a terminal's cursor is spelled out. */
function cellText(cell: JsonValue): string {
  if (cell === null) return "";
  const text = typeof cell === "string" ? cell : plainText(cell);
  const end = text.search(UNSAFE_BREAK);
  const escaped = (end < 0 ? text : text.slice(0, end)).replaceAll("\x1b", "^[");
  return end < 0 ? escaped : `${escaped}...`;
}

function plainText(cell: JsonValue): string {
  if (typeof cell === "number") return sprint([Number.isInteger(cell) ? int(cell) : cell]);
  return isObject(cell) || Array.isArray(cell) ? writeJson(cell) : String(cell);
}
