/** How waiting is shown: as a tree on a terminal, as lines where that is asked for, otherwise as Helm shows it: not at all. */
import { PlainLines, treeLines, waitObserver, type WaitScreen } from "../../../helm/waiting/index.ts";
import type { WaitObserver } from "../../../helm/action/index.ts";
import { BrokenPipe, terminalSize } from "../../../sys/index.ts";
import type { RunContext } from "../../context.ts";
import { LiveRegion } from "./live-region.ts";

export type ProgressMode = "tree" | "plain" | "none";

/** `--progress`, otherwise `LADE_PROGRESS`. */
export function progressMode({ flags, env, terminal }: RunContext): ProgressMode {
  const given = flags.has("progress") ? flags.string("progress") : "";
  const wanted = given || env.get("LADE_PROGRESS") || "auto";
  if (wanted === "plain") return "plain";
  if (wanted !== "auto" || !terminal.errIsTerminal || env.get("TERM") === "dumb") return "none";
  // Lines of the log would tear the tree apart.
  return flags.has("debug") && flags.bool("debug") ? "plain" : "tree";
}

export function isFailFast({ flags }: RunContext): boolean {
  return flags.has("fail-fast") && flags.bool("fail-fast");
}

/** Undefined where nothing is to be seen or decided. */
export function progressObserver(context: RunContext): WaitObserver | undefined {
  const mode = progressMode(context);
  const failFast = isFailFast(context);
  if (mode === "none" && !failFast) return undefined;
  return waitObserver({ screen: screenOf(context, mode), failFast });
}

function screenOf(context: RunContext, mode: ProgressMode): WaitScreen | undefined {
  switch (mode) {
    case "tree":
      return treeScreen(context);
    case "plain":
      return plainScreen(context);
    case "none":
      return undefined;
  }
}

function treeScreen({ out, err, env }: RunContext): WaitScreen {
  const region = new LiveRegion({ out, err });
  const color = (env.get("NO_COLOR") ?? "") === "";
  return {
    show(view) {
      const { columns, rows } = terminalSize(2);
      // In the last column a terminal may go on to the next line.
      const lines = treeLines(view, { columns: columns - 1, rows, color });
      region.draw(lines, columns);
    },
    clear: () => region.end(),
  };
}

function plainScreen({ err }: RunContext): WaitScreen {
  const lines = new PlainLines();
  let isRead = true;
  return {
    show(view) {
      if (!isRead) return;
      try {
        for (const line of lines.next(view)) err.write(`${line}\n`);
      } catch (error) {
        // Nobody reads any more; the release goes on, and may still be ended early.
        if (!(error instanceof BrokenPipe)) throw error;
        isRead = false;
      }
    },
    clear: () => undefined,
  };
}
