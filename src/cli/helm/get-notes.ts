/** `helm get notes` (helm pkg/cmd/get_notes.go). */
import type { CommandContext } from "../context.ts";
import { readRelease } from "./release/read-release.ts";

export async function run(context: CommandContext): Promise<void> {
  const { info } = await readRelease(context);
  if (info.notes !== "") context.out.write(`NOTES:\n${info.notes}\n`);
}
