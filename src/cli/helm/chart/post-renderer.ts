/** The post-renderer that the flags name: a plugin in Helm 4, a program in Helm 3. */
import { GoError } from "../../../go/value.ts";
import type { PostRender } from "../../../helm/release/post-render.ts";
import type { CommandContext } from "../../context.ts";

export function postRenderer({ flags }: CommandContext): PostRender | undefined {
  const name = flags.string("post-renderer");
  if (name === "") return undefined;
  return () => {
    throw new GoError("post-renderers are not run yet");
  };
}
