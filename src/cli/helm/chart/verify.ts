/** `--verify` of a local chart. */
import { GoError } from "../../../go/value.ts";
import type { CommandContext } from "../../context.ts";

/** Throws `GoError` unless the archive has a valid provenance file beside it. */
export async function verifyChart(context: CommandContext, path: string): Promise<void> {
  if (context.files.stat(path)?.kind === "directory") throw new GoError("unpacked charts cannot be verified");
  throw new GoError("charts cannot be verified yet");
}
