/** Helm's rules for the number of arguments, whose messages end with the usage line (pkg/cmd/require). */
import { quote } from "../../../go/strconv/index.ts";
import type { ArgumentRule } from "../../cobra/arguments.ts";
import type { Command } from "../../cobra/command.ts";

export const noArguments: ArgumentRule = (command, args) => {
  if (args.length > 0) refuse(command, "accepts no arguments");
};

export function exactly(count: number): ArgumentRule {
  return (command, args) => {
    if (args.length !== count) refuse(command, `requires ${counted(count)}`);
  };
}

export function atMost(count: number): ArgumentRule {
  return (command, args) => {
    if (args.length > count) refuse(command, `accepts at most ${counted(count)}`);
  };
}

export function atLeast(count: number): ArgumentRule {
  return (command, args) => {
    if (args.length < count) refuse(command, `requires at least ${counted(count)}`);
  };
}

export function between(least: number, most: number): ArgumentRule {
  return (command, args) => {
    if (args.length < least) refuse(command, `requires at least ${counted(least)}`);
    if (args.length > most) refuse(command, `accepts at most ${counted(most)}`);
  };
}

function refuse(command: Command, why: string): never {
  throw new Error(`${quote(command.path)} ${why}\n\nUsage:  ${command.useLine}`);
}

function counted(count: number): string {
  return `${count} ${count === 1 ? "argument" : "arguments"}`;
}
