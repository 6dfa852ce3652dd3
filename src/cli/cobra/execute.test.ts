import { describe, expect, test } from "bun:test";
import { CommandError, type Output, type RunContext } from "../context.ts";
import { exactArguments, noArguments } from "./arguments.ts";
import { Command, type CommandEntry } from "./command.ts";
import { fixed } from "./completion.ts";
import { execute, type Program } from "./execute.ts";
import { flagValues } from "./flag-values.ts";

const TREE: CommandEntry = {
  use: "tool",
  long: "A tool.\n\n",
  persistentFlags: [{ name: "verbose", shorthand: "v", type: "bool", usage: "say more" }],
  commands: [
    {
      use: "add NAME",
      aliases: ["plus"],
      short: "adds something",
      load: async () => ({
        flags: [
          {
            name: "format",
            shorthand: "o",
            usage: "the `kind` of output",
            default: "table",
            complete: fixed("json", "table"),
          },
          { name: "hidden", usage: "not shown", hidden: true },
          { name: "one", type: "bool", usage: "one" },
          { name: "two", type: "bool", usage: "two" },
        ],
        exclusive: [["one", "two"]],
        args: exactArguments(1),
        complete: fixed("apple\ta fruit", "pear"),
        run: async () => ({
          run({ args, flags, out }: RunContext) {
            if (args[0] === "bad") throw new CommandError("went wrong", { exitCode: 3 });
            if (args[0] === "worse") throw new CommandError("went wrong", { withoutUsage: true });
            out.write(`${args.join(",")} ${flags.string("format")} ${flags.bool("verbose")}\n`);
          },
        }),
      }),
    },
    { use: "list", short: "lists", args: noArguments, run: async () => ({ run() {} }) },
    { use: "secret", hidden: true, run: async () => ({ run() {} }) },
  ],
};

function memory(): Output & { text: string } {
  return {
    text: "",
    write(text) {
      this.text += text;
    },
    writeBytes() {},
    flush() {},
  };
}

async function run(
  words: readonly string[],
  options: Partial<Program> = {},
): Promise<{ code: number; out: string; err: string }> {
  const [out, err] = [memory(), memory()];
  const env = { get: () => undefined, entries: () => [] };
  const context = ({ flags }: Command, args: readonly string[]) =>
    ({ args, flags: flagValues(flags), out, err, env }) as Partial<RunContext> as RunContext;
  const code = await execute({ root: new Command(TREE), out, err, env, context, ...options }, words);
  return { code, out: out.text, err: err.text };
}

describe("commands", () => {
  test("are found among flags", async () => {
    expect(await run(["-v", "plus", "-o", "json", "x"])).toEqual({ code: 0, out: "x json true\n", err: "" });
  });
  test("end with the code of their error", async () => {
    expect(await run(["add", "bad"])).toEqual({ code: 3, out: "", err: "Error: went wrong\n" });
  });
  test("are explained at an error, unless it says not to", async () => {
    const { err } = await run(["add", "bad"], { showUsageOnError: true });
    expect(err).toStartWith("Error: went wrong\nUsage:\n  tool add NAME");
    const alone = { code: 1, out: "", err: "Error: went wrong\n" };
    expect(await run(["add", "worse"], { showUsageOnError: true })).toEqual(alone);
  });
  test("that are not there are guessed at", async () => {
    const err =
      'Error: unknown command "lst" for "tool"\n\nDid you mean this?\n\tlist\n\nRun \'tool --help\' for usage.\n';
    expect(await run(["lst"])).toEqual({ code: 1, out: "", err });
  });
  test("refuse what excludes each other", async () => {
    const err =
      "Error: if any flags in the group [one two] are set none of the others can be; [one two] were all set\n";
    expect(await run(["add", "x", "--two", "--one"])).toEqual({ code: 1, out: "", err });
  });
  test("may say errors in the program's own way", async () => {
    const own: Partial<Program> = { voice: { error: (message) => message }, failureCode: 4 };
    expect(await run(["add", "--nope"], own)).toEqual({ code: 4, out: "", err: "unknown flag: --nope\n" });
    expect(await run(["nothing"], own)).toEqual({ code: 4, out: "", err: 'unknown command "nothing" for "tool"\n' });
    expect(await run(["add", "bad"], own)).toEqual({ code: 3, out: "", err: "went wrong\n" });
    expect((await run(["add", "--help"], own)).out).toBe(ADD_HELP);
  });
  test("of a root with a version say it", async () => {
    const root = new Command({
      use: "tool",
      version: "1.2",
      commands: [{ use: "do", run: async () => ({ run() {} }) }],
    });
    expect(await run(["-v"], { root })).toEqual({ code: 0, out: "tool version 1.2\n", err: "" });
  });
  test("count their arguments", async () => {
    expect((await run(["add"])).err).toBe("Error: accepts 1 arg(s), received 0\n");
    expect((await run(["list", "x"])).err).toBe('Error: unknown command "x" for "tool list"\n');
  });
});

const ADD_HELP = `adds something

Usage:
  tool add NAME [flags]

Aliases:
  add, plus

Flags:
  -o, --format kind   the kind of output (default "table")
  -h, --help          help for add
      --one           one
      --two           two

Global Flags:
  -v, --verbose   say more
`;

const ROOT_HELP = `A tool.

Usage:
  tool [command]

Available Commands:
  add         adds something
  help        Help about any command
  list        lists

Flags:
  -h, --help      help for tool
  -v, --verbose   say more

Use "tool [command] --help" for more information about a command.
`;

describe("help", () => {
  test("of the root", async () => expect((await run([])).out).toBe(ROOT_HELP));
  test("of a command, by flag and by word", async () => {
    expect((await run(["add", "--help"])).out).toBe(ADD_HELP);
    expect((await run(["help", "add"])).out).toBe(ADD_HELP);
  });
  test("on nothing known", async () => {
    const { out, err } = await run(["help", "nope", "x"]);
    expect(out).toBe("");
    expect(err).toStartWith("Unknown help topic [`nope` `x`]\nUsage:\n  tool [command]\n");
  });
});

describe("completion", () => {
  const check = async (words: readonly string[], expected: string) =>
    expect((await run(["__complete", ...words])).out).toBe(expected);
  test("of commands", () => check(["a"], "add\tadds something\n:4\n"));
  test("of arguments", () => check(["add", ""], "apple\ta fruit\npear\n:4\n"));
  test("of values of flags", () => check(["add", "-o", "j"], "json\ntable\n:4\n"));
  test("of values behind an equals sign", () => check(["add", "--format="], "json\ntable\n:4\n"));
  test("of flags, without those that are given or excluded", () =>
    check(["add", "--one", "-o", "x", "--"], "--verbose\tsay more\n--help\thelp for add\n:4\n"));
  test("without descriptions", async () => expect((await run(["__completeNoDesc", "l"])).out).toBe("list\n:4\n"));
  test("of an unknown flag's value", async () =>
    expect(await run(["__complete", "add", "--nope", ""])).toEqual({
      code: 0,
      out: ":0\n",
      err: "[Debug] [Error] Error while parsing flags from args [--nope]: unknown flag: --nope\nCompletion ended with directive: ShellCompDirectiveDefault\n",
    }));
});
