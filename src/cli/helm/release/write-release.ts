/** A release as `install` and `upgrade` print it, in the format asked for. */
import { releaseToJson, type Release } from "../../../helm/storage/index.ts";
import type { CommandContext } from "../../context.ts";
import { writeStructured } from "../../output/structured.ts";
import { releaseText } from "./release-text.ts";

export function writeRelease(context: CommandContext, release: Release): void {
  const { dialect, flags, out, settings } = context;
  const format = flags.string("output");
  if (format !== "table") {
    writeStructured(out, format, { table: () => "", value: () => releaseToJson(release, { dialect }) });
    return;
  }
  const options = { debug: settings.debug, description: dialect === "helm4", hideNotes: flags.bool("hide-notes") };
  out.write(releaseText(context, { release, ...options }));
}
