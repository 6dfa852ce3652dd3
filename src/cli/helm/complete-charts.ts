import type { CommandContext } from "../context.ts";
import type { Proposal } from "../cobra/completion.ts";
export async function proposeRepositories(_context: CommandContext, _without: readonly string[]): Promise<string[]> {
  return [];
}
export async function proposeCharts(
  _context: CommandContext,
  _options: { word: string; withFiles: boolean },
): Promise<Proposal> {
  return { words: [], directive: 0 };
}
export async function proposeVersions(_context: CommandContext, _chart: string): Promise<string[]> {
  return [];
}
