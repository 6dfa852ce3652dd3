/** Reading, changing and writing the kustomization of the current folder, as every `edit` command does. */
import { KustomizationFile, type EditContext, type Kustomization } from "../../../kustomize/edit/index.ts";
import type { FlagValues, RunContext } from "../../context.ts";
import { withWorld } from "../world.ts";

/** Runs an action that may have to fetch something first; it must not write before it has all it needs. */
export async function withEditContext(context: RunContext, action: (context: EditContext) => void): Promise<void> {
  await withWorld(context, ({ remotes, log }) => {
    action({ files: context.files, cwd: context.cwd, remotes, log });
  });
}

/** Applies a change and writes the file, unless the change says that there is nothing to write. */
export function editFile(
  context: EditContext,
  change: (kustomization: Kustomization, file: string) => boolean | void,
): void {
  const file = new KustomizationFile(context);
  const kustomization = file.read();
  if (change(kustomization, file.name) !== false) file.write(kustomization);
}

/** A command whose arguments and flags are checked before the file is read. */
export function editingAfter<Parsed>(
  parse: (args: readonly string[], flags: FlagValues) => Parsed,
  change: (kustomization: Kustomization, parsed: Parsed, context: EditContext) => boolean | void,
): { run(context: RunContext): Promise<void> } {
  return {
    run: (run) =>
      withEditContext(run, (context) => {
        const parsed = parse(run.args, run.flags);
        editFile(context, (kustomization) => change(kustomization, parsed, context));
      }),
  };
}
