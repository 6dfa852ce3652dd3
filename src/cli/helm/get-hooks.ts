/** `helm get hooks` (helm pkg/cmd/get_hooks.go). */
import type { CommandContext } from "../context.ts";
import { readRelease } from "./release/read-release.ts";

export async function run(context: CommandContext): Promise<void> {
  const { hooks } = await readRelease(context);
  for (const { path, manifest } of hooks) context.out.write(`---\n# Source: ${path}\n${manifest}\n`);
}
