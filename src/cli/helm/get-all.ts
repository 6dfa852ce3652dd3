/** `helm get all` (helm pkg/cmd/get_all.go). */
import type { CommandContext } from "../context.ts";
import { readRelease } from "./release/read-release.ts";
import { releaseText } from "./release/release-text.ts";

export async function run(context: CommandContext): Promise<void> {
  const { dialect, flags, out } = context;
  const release = await readRelease(context);
  const template = flags.string("template");
  if (template !== "") {
    const { writeReleaseTemplate } = await import("./release/release-template.ts");
    return writeReleaseTemplate(context, { release, template });
  }
  const options = { debug: true, metadata: true, description: dialect === "helm4", stored: true };
  out.write(releaseText(context, { release, ...options }));
}
