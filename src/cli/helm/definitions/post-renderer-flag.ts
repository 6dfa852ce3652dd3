import type { CommandContext } from "../../context.ts";

/** Refuses a post-renderer that is not installed. Nothing is loaded where none is wanted. */
export async function checkPostRenderer(context: CommandContext): Promise<void> {
  if (context.flags.string("post-renderer") === "") return;
  const { postRendererOf } = await import("../plugins/post-renderer.ts");
  postRendererOf(context);
}
