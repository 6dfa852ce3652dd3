import type { CommandContext } from "../context.ts";
import type { Proposal } from "../cobra/completion.ts";
export async function proposeReleases(_context: CommandContext): Promise<Proposal> {
  return { words: [], directive: 0 };
}
export async function proposeRevisions(_context: CommandContext, _release: string): Promise<Proposal> {
  return { words: [], directive: 0 };
}
