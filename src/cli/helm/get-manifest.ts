/** `helm get manifest` (helm pkg/cmd/get_manifest.go). */
import type { CommandContext } from "../context.ts";
import { readRelease } from "./release/read-release.ts";

export async function run(context: CommandContext): Promise<void> {
  const { manifest } = await readRelease(context);
  context.out.write(`${manifest}\n`);
}
