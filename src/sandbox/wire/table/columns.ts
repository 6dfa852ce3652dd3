/** The recorded columns: first every column that occurs, `NAME|TYPE|FORMAT|PRIORITY|DESCRIPTION`, then `@APIVERSION/PLURAL NUMBER...`. */
import { COLUMNS } from "./column-table.ts";

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  /** 1 where only wide output shows it. */
  readonly priority: number;
}

let read: ReadonlyMap<string, readonly Column[]> | undefined;

/** Empty where the kind is not known. */
export function columnsOf(kind: string): readonly Column[] {
  read ??= readTable();
  return read.get(kind) ?? [];
}

function readTable(): Map<string, readonly Column[]> {
  const lines = COLUMNS.trim().split("\n");
  const columns = lines.filter((line) => !line.startsWith("@")).map(parseColumn);
  const kinds = lines.filter((line) => line.startsWith("@"));
  return new Map(
    kinds.map((line) => {
      const [kind = "", ...numbers] = line.slice(1).split(" ");
      return [kind, numbers.flatMap((number) => columns[Number(number)] ?? [])];
    }),
  );
}

function parseColumn(line: string): Column {
  const [name = "", type = "", format = "", priority = "0", ...description] = line.split("|");
  return { name, type, format, priority: Number(priority), description: description.join("|").replaceAll("\\n", "\n") };
}
