import { expect, test } from "bun:test";
import { KubeTablePrinter } from "./kube-table.ts";

const COLUMNS = [{ name: "Name" }, { name: "Ready" }, { name: "Wide", priority: 1 }, { name: "Age" }];

function table(...rows: (string | number | null)[][]) {
  return { kind: "Table", columnDefinitions: COLUMNS, rows: rows.map((cells) => ({ cells })) };
}

test("columns are at least six wide and three apart; those for wide output are left out", () => {
  expect(new KubeTablePrinter().print(table(["a", 1, "x", "5s"], ["longer-name", 22, "y", "1m"]))).toBe(
    "NAME          READY   AGE\na             1       5s\nlonger-name   22      1m\n",
  );
});

test("the same columns are named once", () => {
  const printer = new KubeTablePrinter();
  expect(printer.print(table(["a", 1, null, "5s"]))).toBe("NAME   READY   AGE\na      1       5s\n");
  expect(printer.print(table(["b", 1, null, "6s"]))).toBe("b     1     6s\n");
  const other = { ...table(["c"]), columnDefinitions: [{ name: "Name" }] };
  expect(printer.print(other)).toBe("NAME\nc\n");
  expect(printer.print(table(["d", null, null, "7s"]))).toBe("NAME   READY   AGE\nd              7s\n");
});

test("nothing without rows, one line a cell, no control of the terminal", () => {
  const printer = new KubeTablePrinter();
  expect(printer.print(table())).toBe("");
  expect(printer.print(table(["two\nlines", "\x1b[31mred", "", "1s"]))).toContain("two...   ^[[31mred   1s");
});
