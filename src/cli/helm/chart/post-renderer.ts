/** The post-renderer that the flags name: a plugin in Helm 4, a program in Helm 3. */
import type { PostRender } from "../../../helm/index.ts";
import type { CommandContext } from "../../context.ts";

/** Throws `CommandError` where there is none of that name. */
export async function postRenderer(context: CommandContext): Promise<PostRender | undefined> {
  if (context.flags.string("post-renderer") === "") return undefined;
  const { postRendererOf } = await import("../plugins/post-renderer.ts");
  return postRendererOf(context);
}
