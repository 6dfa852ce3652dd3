import type { CommandContext } from "../context.ts";
export async function proposePlugins(_context: CommandContext): Promise<string[]> {
  return [];
}
