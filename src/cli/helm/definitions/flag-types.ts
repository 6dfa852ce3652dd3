/** Types of flags that only Helm has (pkg/cmd/flags.go, 4.3.1 and 3.22.0). */
import { quote } from "../../../go/strconv/index.ts";
import { arrayType, textType, type FlagType } from "../../cobra/flag-types.ts";
import type { Dialect, Log } from "../../context.ts";

const STRATEGIES = ["watcher", "legacy", "hookOnly"];

/** How Helm 4 waits. The truth values Helm 3 took are still understood. */
export function waitStrategy(log: Log): FlagType {
  return textType("WaitStrategy", (text) => {
    if (STRATEGIES.includes(text)) return text;
    if (text === "true" || text === "false") {
      const strategy = text === "true" ? "watcher" : "hookOnly";
      log.warn(`--wait=${text} is deprecated (boolean value) and can be replaced with --wait=${strategy}`);
      return strategy;
    }
    throw new Error(`invalid wait input ${quote(text)}. Valid inputs are watcher, hookOnly, and legacy`);
  });
}

/** The name of a post-renderer plugin in Helm 4, the path of a program in Helm 3. An empty one counts as not given. */
export function postRendererName(dialect: Dialect): FlagType {
  return textType("postRendererString", (text, before) => {
    if (text === "") return String(before.value);
    if (before.value === "" || dialect === "helm3") return text;
    throw new Error("cannot specify --post-renderer flag more than once");
  });
}

export const postRendererArguments: FlagType = arrayType("postRendererArgsSlice");
