/** What loading and rendering a chart logs, in each dialect's form. */
import { dependencyWarnings, type DependencyWarnings } from "../../../helm/dependencies/index.ts";
import type { LintEvent } from "../../../helm/render/index.ts";
import type { CommandContext } from "../../context.ts";

type Logging = Pick<CommandContext, "dialect" | "log">;

/** The lines of Helm 3's source that print each message, which its log shows. */
const SOURCES: readonly (readonly [start: string, source: string])[] = [
  ["warning: skipping globals because destination", "coalesce.go:138"],
  ["warning: skipping globals because source", "coalesce.go:145"],
  ["Conflict: cannot merge map", "coalesce.go:161"],
  ["key ", "coalesce.go:175"],
  ["warning: skipped value for", "coalesce.go:237"],
  ["warning: cannot overwrite table", "coalesce.go:316"],
  ["warning: destination for", "coalesce.go:319"],
  ["Warning: Condition path", "dependencies.go:64"],
  ["Warning: Tag", "dependencies.go:95"],
  ["Warning: ImportValues missing table from", "dependencies.go:270"],
  ["Warning: ImportValues missing table", "dependencies.go:287"],
  ["Warning: Dependencies are handled", "load.go:120"],
  ["Warning: Dependency locking", "load.go:138"],
  ["found symbolic link in path", "walk.go:75"],
  ["info: skipping unknown hook", "manifest_sorter.go:199"],
  ["WARNING: unresolved URN", "jsonschema.go:192"],
];

/** A line that Helm prints through Go's package log. */
export function printLine({ log }: Logging, line: string): void {
  const source = SOURCES.find(([start]) => line.startsWith(start))?.[1];
  log.info(line, source === undefined ? {} : { source });
}

/** Only Helm 3 shows sources; slog would take the attribute for one of the message's own. */
export function printer(context: Logging): (line: string) => void {
  return context.dialect === "helm4" ? (line) => context.log.info(line) : (line) => printLine(context, line);
}

export function warningsOf(context: Logging): DependencyWarnings {
  return dependencyWarnings(context.dialect, {
    print: printer(context),
    warn: (message, attributes) => context.log.warn(message, attributes),
  });
}

export function reportLink(context: Logging): (path: string, resolved: string) => void {
  const used = "Contents of linked file included and used";
  return (path, resolved) => {
    if (context.dialect === "helm3") {
      printLine(context, `found symbolic link in path: ${path} resolves to ${resolved}. ${used}`);
    } else context.log.info(`found symbolic link in path. ${used}`, { path, resolved });
  };
}

export function reportUnknownHook(context: Logging): (events: string) => void {
  return (events) => {
    if (context.dialect === "helm4") context.log.info("skipping unknown hooks", { hookTypes: events });
    else printLine(context, `info: skipping unknown hook: ${JSON.stringify(events)}`);
  };
}

const LINT_SOURCES = { missing: "engine.go:206", empty: "engine.go:214", fail: "engine.go:227" } as const;

export function reportLintEvent(context: Logging): (event: LintEvent) => void {
  return ({ kind, message }) => {
    if (context.dialect === "helm3") {
      const what = kind === "fail" ? "Fail" : "Missing required value";
      context.log.info(`[INFO] ${what}: ${message}`, { source: LINT_SOURCES[kind] });
    } else if (kind === "fail") context.log.info("funcMap fail", { message });
    else context.log.warn(kind === "missing" ? "missing required value" : "missing required values", { message });
  };
}
