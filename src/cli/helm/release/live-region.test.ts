import { describe, expect, test } from "bun:test";
import type { Output } from "../../context.ts";
import { LiveRegion } from "./live-region.ts";

/** A terminal that knows what the region uses, and breaks its lines anew when it is resized. */
class Screen {
  rows: string[] = [""];
  columns = 20;
  #row = 0;

  write(text: string): void {
    for (const [piece] of text.matchAll(/\x1b\[\??(\d*)([A-Za-z])|\r|\n|[^\x1b\r\n]+/g)) this.#put(piece);
  }

  #put(piece: string): void {
    const [, count, command] = /^\x1b\[\??(\d*)([A-Za-z])$/.exec(piece) ?? [];
    switch (command ?? piece) {
      case "A":
        this.#row = Math.max(0, this.#row - Number(count));
        break;
      case "K":
        this.rows[this.#row] = "";
        break;
      case "J":
        this.rows.splice(this.#row, Infinity, "");
        break;
      case "\n":
        this.rows[++this.#row] ??= "";
        break;
      case "\r":
      case "h":
      case "l":
        break;
      default:
        this.rows[this.#row] += piece;
    }
  }

  resize(columns: number): void {
    const broken = (row: string) => row.match(new RegExp(`.{1,${columns}}`, "g")) ?? [""];
    this.#row = this.rows.slice(0, this.#row).flatMap(broken).length;
    this.rows = this.rows.flatMap(broken);
    this.columns = columns;
  }

  get shown(): string[] {
    return this.rows.slice(0, this.rows.at(-1) === "" ? -1 : undefined);
  }
}

function outputs(screen: Screen): { out: Output; err: Output } {
  const output = (): Output => ({
    write(text) {
      this.beforeWrite?.();
      screen.write(text);
    },
    writeBytes: () => undefined,
    flush: () => undefined,
  });
  return { out: output(), err: output() };
}

function start() {
  const screen = new Screen();
  const { out, err } = outputs(screen);
  out.write("before\n");
  return { screen, out, err, region: new LiveRegion({ out, err }) };
}

describe("lines at the end of a terminal", () => {
  test("are written in the same place, more or fewer of them", () => {
    const { screen, region } = start();
    region.draw(["a", "b"], 20);
    region.draw(["a", "c", "d"], 20);
    expect(screen.shown).toEqual(["before", "a", "c", "d"]);
    region.draw(["e"], 20);
    expect(screen.shown).toEqual(["before", "e"]);
  });

  test("give way to what others write", () => {
    const { screen, out, err, region } = start();
    region.draw(["a", "b"], 20);
    out.write("from out\n");
    err.write("from err\n");
    expect(screen.shown).toEqual(["before", "from out", "from err"]);
    region.draw(["a"], 20);
    expect(screen.shown).toEqual(["before", "from out", "from err", "a"]);
  });

  test("leave nothing behind", () => {
    const { screen, out, region } = start();
    region.draw(["a", "b"], 20);
    region.end();
    out.write("Error\n");
    region.end();
    expect(screen.shown).toEqual(["before", "Error"]);
    expect(out.beforeWrite).toBeUndefined();
  });

  for (const columns of [6, 11, 40]) {
    test(`stay in their place when the terminal gets ${columns} columns`, () => {
      const { screen, region } = start();
      region.draw(["a line of 17 char", "b"], 20);
      screen.resize(columns);
      region.draw(["short", "c"], columns);
      expect(screen.shown).toEqual(["before", "short", "c"]);
      region.draw(["d"], columns);
      expect(screen.shown).toEqual(["before", "d"]);
    });
  }
});
