/** The words in which each Helm warns about dependencies: package log's lines in 3, slog's attributes in 4. */
import { quote } from "../../go/strconv/index.ts";
import type { Dialect } from "../dialect.ts";
import type { DependencyWarnings } from "./process.ts";

export interface WarningLog {
  /** A line through Go's package log. */
  print(line: string): void;
  /** A slog record of level WARN. */
  warn(message: string, attributes: Readonly<Record<string, string>>): void;
}

export function dependencyWarnings(dialect: Dialect, log: WarningLog): DependencyWarnings {
  return dialect === "helm4" ? structured(log) : plain(log);
}

function plain(log: WarningLog): DependencyWarnings {
  return {
    nonBooleanCondition: (path, chart) =>
      log.print(`Warning: Condition path '${path}' for chart ${chart} returned non-bool value`),
    nonBooleanTag: (tag, chart) => log.print(`Warning: Tag '${tag}' for chart ${chart} returned non-bool value`),
    missingImport: (reason, chart) =>
      log.print(`Warning: ImportValues missing table${chart === undefined ? "" : ` from chart ${chart}`}: ${reason}`),
  };
}

function structured(log: WarningLog): DependencyWarnings {
  return {
    nonBooleanCondition: (path, chart) => log.warn("returned non-bool value", { path, chart }),
    nonBooleanTag: (tag, chart) => log.warn("returned non-bool value", { tag, chart }),
    missingImport: (error, chart) =>
      chart === undefined
        ? log.warn("ImportValues missing table", { error })
        : log.warn("ImportValues missing table from chart", { chart, error }),
  };
}

/** A record as slog's text handler prints it, without its time. */
export function slogLine(level: string, message: string, attributes: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}=${word(value)}`);
  return `level=${level} msg=${word(message)}${pairs.join("")}`;
}

function word(text: string): string {
  return text !== "" && /^[^\s"=]+$/.test(text) ? text : quote(text);
}
