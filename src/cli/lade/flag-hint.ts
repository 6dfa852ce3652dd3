import { nearest } from "../../helm/why/index.ts";
import type { Command } from "../cobra/command.ts";

const UNKNOWN = /^unknown flag: --(.*)$/;

/** What a flag was meant to be that the command does not have, and where its flags are listed. */
export function flagHint({ flags, path }: Command, message: string): string {
  const [, word] = UNKNOWN.exec(message) ?? [];
  const names = flags.flags.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const close = word === undefined ? undefined : nearest(word, names);
  const hint = close === undefined ? "" : `; the nearest is --${close}`;
  return `${hint}\nRun '${path} --help' for usage.`;
}
