import { describe, expect, test } from "bun:test";
import type { PlatformCommand } from "./metadata.ts";
import { expand, prepareCommand } from "./platform.ts";

const LINUX = { os: "linux", arch: "amd64" };
const env = new Map([
  ["DIR", "/plugins/x"],
  ["A", "1"],
]);

function command(text: string, more: Partial<PlatformCommand> = {}): PlatformCommand {
  return { os: "", arch: "", command: text, args: [], ...more };
}

describe("the command for a machine", () => {
  const check = (commands: readonly PlatformCommand[], expected: readonly string[]) =>
    expect(prepareCommand(commands, { platform: LINUX, env, expandArgs: true, extraArgs: ["extra"] })).toEqual([
      expected[0] ?? "",
      ...expected.slice(1),
    ]);
  test("that names it wins", () =>
    check(
      [command("any"), command("os", { os: "Linux" }), command("both", { os: "linux", arch: "AMD64" })],
      ["both", "extra"],
    ));
  test("then one that names the system", () =>
    check([command("any"), command("os", { os: "linux" })], ["os", "extra"]));
  test("then the first that names none", () => check([command("a"), command("b")], ["a", "extra"]));
  test("is cut at blanks, and variables are filled in", () =>
    check([command("$DIR/run --x ${A}", { args: ["$A$NONE"] })], ["/plugins/x/run", "--x", "1", "1", "extra"]));
  test("may not exist", () =>
    expect(() => check([command("w", { os: "windows" })], [])).toThrow("no plugin command is applicable"));
});

test("variables", () => {
  expect(expand("a$A-${A}b$Ab$$x", env)).toBe("a1-1bx");
});
