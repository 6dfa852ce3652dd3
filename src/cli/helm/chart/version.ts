/** The version of a chart that a command line asks for, and what is said of it. The places are those of Helm 3's source. */
import { quote } from "../../../go/strconv/index.ts";
import type { CommandContext } from "../../context.ts";

type Asked = Pick<CommandContext, "flags" | "log">;

const ANY = ">0.0.0-0";

/** `--devel` stands for any version, pre-releases included. */
export function versionFrom({ flags }: Pick<Asked, "flags">): string {
  return isAny(flags) ? ANY : flags.string("version");
}

function isAny(flags: Asked["flags"]): boolean {
  return flags.string("version") === "" && flags.has("devel") && flags.bool("devel");
}

/** `text`: Helm 4's words. */
export function debugVersion({ flags, log }: Asked, { text, place }: { text: string; place: string }): void {
  const version = flags.string("version");
  log.debug(text, { version }, `${place} Original chart version: ${quote(version)}`);
}

export function debugAnyVersion({ flags, log }: Asked, place: string): void {
  const text = `setting version to ${ANY}`;
  if (isAny(flags)) log.debug(text, {}, `${place} ${text}`);
}

/** What `template` and `install` say. */
export function debugInstalledVersion(context: Asked): void {
  debugVersion(context, { text: "Original chart version", place: "install.go:225" });
  debugAnyVersion(context, "install.go:227");
}
