/** `kustomize localize` (kustomize 5.8.1, commands/localize). */
import { quote } from "../../go/strconv/index.ts";
import { base, join } from "../../go/path/index.ts";
import { build } from "../../kustomize/index.ts";
import { localize } from "../../kustomize/localize/index.ts";
import type { RunContext } from "../context.ts";
import { defaultOptions } from "./build.ts";
import { sourceFor } from "./remote/source-for.ts";
import { withWorld } from "./world.ts";

export async function run(context: RunContext): Promise<void> {
  const { args, flags, files } = context;
  const [target = ".", destination = ""] = args;
  const scope = flags.string("scope");
  const place = await withWorld(context, (world) => localize({ target, scope, destination }, { ...world, files }), {
    source: await sourceFor(context, target),
  });
  const done: string[] = [];
  if (!flags.bool("no-verify")) {
    // What the two builds print is not compared: Kustomize looks at two empty buffers.
    await verify(context, target);
    await verify(context, scope !== "" && scope !== target ? join(place, base(target)) : place);
    done.push(`VERIFICATION SUCCESS: \`kustomize build\` for ${target} and ${place} are the same after localization.`);
  }
  done.push(`SUCCESS: localized ${quote(target)} to directory ${place}`);
  await withWorld(context, ({ log }) => done.forEach(log));
}

async function verify(context: RunContext, folder: string): Promise<void> {
  await withWorld(
    context,
    (world) => {
      try {
        build(folder, { ...world, ...defaultOptions(context) });
      } catch (error) {
        world.log(
          `If your target directory requires flags to build: \n` +
            `1. Add executable permissions for the downloaded exec binaries in '${folder}'. \n` +
            `2. Run kustomize build with the necessary flags and self-verify the outputs.`,
        );
        throw error;
      }
    },
    { source: await sourceFor(context, folder) },
  );
}
