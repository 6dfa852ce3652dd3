/** `kustomize edit fix` (kustomize 5.8.1, commands/edit/fix): it also says when the build gives something else afterwards. */
import { build, formatBuild } from "../../../kustomize/index.ts";
import { foldPatchesAndLabels, KustomizationFile, varsToReplacements } from "../../../kustomize/edit/index.ts";
import type { RunContext } from "../../context.ts";
import { NO_HELM, NO_PLUGINS, withWorld, type World } from "../world.ts";

const FIXED = `
Fixed fields:
  patchesJson6902 -> patches
  patchesStrategicMerge -> patches
  commonLabels -> labels
`;

const FIXED_WITHOUT_VARS = `
To convert vars -> replacements, run the command \`kustomize edit fix --vars\`

WARNING: Converting vars to replacements will potentially overwrite many resource files 
and the resulting files may not produce the same output when \`kustomize build\` is run. 
We recommend doing this in a clean git repository where the change is easy to undo.
`;

export async function run(context: RunContext): Promise<void> {
  const { files, cwd, out, flags } = context;
  const before = await withWorld(context, outcome);
  const file = new KustomizationFile({ files, cwd });
  const kustomization = file.read();
  foldPatchesAndLabels(kustomization, { files, cwd });
  const convertVars = flags.bool("vars");
  if (convertVars) varsToReplacements(kustomization, { files, cwd });
  out.write(FIXED + (convertVars ? "  vars -> replacements\n" : FIXED_WITHOUT_VARS));
  file.write(kustomization);
  const after = await withWorld(context, outcome);
  if (after.error !== undefined) {
    out.write(
      `Warning: 'Fixed' kustomization now produces the error when running \`kustomize build\`: ${after.error}\n`,
    );
  } else if (after.text !== before.text) {
    out.write(
      "Warning: 'Fixed' kustomization now produces different output when running `kustomize build`:\n" +
        `...${after.text}...\n`,
    );
  }
}

interface Outcome {
  readonly text: string;
  readonly error?: string;
}

function outcome(world: World): Outcome {
  try {
    const map = build(".", {
      ...world,
      restriction: "root-only",
      reorder: "unspecified",
      managedByLabel: false,
      plugins: NO_PLUGINS,
      helm: NO_HELM,
    });
    return { text: formatBuild(map) };
  } catch (error) {
    if (!(error instanceof Error) || error.name === "NeedsRemote") throw error;
    return { text: "", error: error.message };
  }
}
