/** `helm repo index` (Helm 4.3.1 pkg/cmd/repo_index.go; Helm 3.22.0 cmd/helm/repo_index.go). */
import { FileError, readIfThere, REPLACED } from "../../base/index.ts";
import { attempt, GoError, toBytes } from "../../go/index.ts";
import * as path from "../../go/path/index.ts";
import { substitutions } from "../../helm/download/index.ts";
import { asGo } from "../../helm/index.ts";
import {
  emptyIndex,
  formatIndex,
  indexDirectory,
  mergeIndex,
  readCompleteIndex,
  sortIndex,
  type CompleteIndex,
} from "../../helm/repo/index.ts";
import { sha256Hex } from "../../oci/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { loadChart } from "./chart/load.ts";
import { now } from "./network/now.ts";
import { reportSkipped } from "./network/skipped.ts";

export async function run(context: CommandContext): Promise<void> {
  const { args, flags, cwd, files } = context;
  const directory = path.absolute(args[0] ?? "", cwd);
  const load = (archive: string): ReturnType<typeof loadChart> => loadChart(context, archive);
  const index = indexDirectory(directory, { files, baseUrl: flags.string("url"), load, sha256: sha256Hex, now });
  const mergeInto = flags.string("merge");
  const onSubstitute = substitutions(context);
  const merged = mergeInto === "" ? index : mergeIndex(index, existingIndex(context, mergeInto), { onSubstitute });
  write(context, path.join(directory, "index.yaml"), sortIndex(merged));
}

/** The index to merge with; where there is none an empty one is left. */
function existingIndex(context: CommandContext, name: string): CompleteIndex {
  const { files, dialect } = context;
  try {
    const bytes = readIfThere(files, name);
    if (bytes === undefined) return newIndex(context, name);
    return readCompleteIndex(bytes, { dialect, source: name, onSkipped: reportSkipped(context) });
  } catch (error) {
    if (error instanceof FileError) throw new CommandError(`merge failed: ${error.message}`);
    if (error instanceof GoError) throw new CommandError(`merge failed: error loading ${name}: ${error.message}`);
    throw error;
  }
}

/** Helm goes on where it cannot be written. */
function newIndex(context: CommandContext, name: string): CompleteIndex {
  const empty = emptyIndex(now());
  attempt(() => asGo(() => write(context, name, empty)));
  return empty;
}

function write({ files, flags }: CommandContext, file: string, index: CompleteIndex): void {
  const text = formatIndex(index, { format: flags.bool("json") ? "json" : "yaml" });
  files.write(file, toBytes(text), REPLACED);
}
