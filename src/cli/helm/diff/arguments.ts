import type { CommandContext } from "../../context.ts";
import { checkCount } from "../definitions/diff-flags.ts";
import { failure } from "./ask-helm.ts";

/** The arguments, of which there are as many as names. What is wrong with them is said without the usage. */
export function checkArguments({ args }: CommandContext, names: readonly string[]): readonly string[] {
  try {
    checkCount(args, names);
    return args;
  } catch (error) {
    throw failure((error as Error).message, error);
  }
}
