/** What every command of `helm diff` does in the end: compares two manifests and prints what differs. */
import {
  type DiffOptions,
  Fatal,
  makeReport,
  type ObjectIndex,
  type OwnershipChange,
  parseManifest,
  type ReportTemplate,
  reportText,
  TEST_HOOKS,
} from "../../../diff/index.ts";
import { fromBytes, GoError } from "../../../go/index.ts";
import { ParseError } from "../../../go/template/index.ts";
import * as path from "../../../go/path/index.ts";
import { parseBool } from "../../../go/strconv/index.ts";
import { readFile } from "../../../helm/index.ts";
import { terminalSize } from "../../../sys/index.ts";
import { CommandError, type CommandContext } from "../../context.ts";
import { failure } from "./ask-helm.ts";

export interface ParsedAs {
  readonly namespace: string;
  readonly normalize?: boolean;
}

/** The objects of a manifest that are compared. */
export function readManifest(
  context: CommandContext,
  manifest: string,
  { namespace, normalize }: ParsedAs,
): ObjectIndex {
  const { flags } = context;
  return orFatal(context, () =>
    parseManifest(manifest, {
      namespace,
      normalize: normalize ?? flags.bool("normalize-manifests"),
      excludedHooks: flags.bool("include-tests") ? [] : TEST_HOOKS,
      log: (line) => logLine(context, line),
    }),
  );
}

export interface Comparison {
  readonly old: ObjectIndex;
  readonly current: ObjectIndex;
  readonly ownership?: ReadonlyMap<string, OwnershipChange> | undefined;
  /** Lines around a change where no flag says how many. */
  readonly usualContext?: number | undefined;
}

/** Prints what differs; whether anything does. */
export function showDiff(context: CommandContext, { usualContext, ...comparison }: Comparison): boolean {
  const { out, err } = context;
  const options = optionsOf(context, usualContext);
  const log = (line: string): void => logLine(context, line);
  const template = options.output === "template" ? loaded(context, () => templateOf(context)) : undefined;
  const report = orPanic(context, () => makeReport({ ...comparison, options, warn: (line) => err.write(`${line}\n`) }));
  const width = terminalSize(1).columns;
  const printing = { ...options, ...colorsOf(context), width, template, log };
  out.write(loaded(context, () => reportText(report, printing)));
  return report.changed;
}

/** Ends the command with its own exit code where there are changes and that was asked for. */
export function reportChanges({ flags }: CommandContext, changed: boolean): void {
  if (!changed || !flags.bool("detailed-exitcode")) return;
  throw new CommandError(
    "identified at least one change, exiting with non-zero exit code (detailed-exitcode parameter enabled)",
    { exitCode: 2, withoutUsage: true },
  );
}

function optionsOf({ flags, env }: CommandContext, usualContext = -1): DiffOptions {
  const preset = env.get("HELM_DIFF_OUTPUT") ?? "";
  const quiet = flags.bool("suppress-secrets") ? ["Secret"] : [];
  return {
    output: flags.changed("output") || preset.trim() === "" ? flags.string("output") : preset,
    context: flags.changed("context") ? flags.int("context") : usualContext,
    stripTrailingCr: flags.bool("strip-trailing-cr"),
    showSecrets: flags.bool("show-secrets"),
    showSecretsDecoded: flags.bool("show-secrets-decoded"),
    suppressedKinds: [...flags.strings("suppress"), ...quiet],
    findRenames: flags.float("find-renames"),
    suppressedLines: flags.strings("suppress-output-line-regex"),
  };
}

function colorsOf({ flags, env, terminal }: CommandContext): { colored: boolean; coloredDyff: boolean } {
  const wanted = flags.changed("color") ? flags.bool("color") : readBool(env.get("HELM_DIFF_COLOR") ?? "");
  if (flags.bool("no-color") || wanted === false) return { colored: false, coloredDyff: false };
  if (flags.changed("no-color") || wanted === true) return { colored: true, coloredDyff: true };
  return { colored: terminal.outIsTerminal && env.get("TERM") !== "dumb", coloredDyff: false };
}

function readBool(text: string): boolean | undefined {
  try {
    return parseBool(text);
  } catch {
    return undefined;
  }
}

/** The file that HELM_DIFF_TPL names. */
function templateOf({ env, files }: CommandContext): ReportTemplate | undefined {
  const file = env.get("HELM_DIFF_TPL");
  if (file === undefined) return undefined;
  return { name: path.base(file), text: fromBytes(readFile(files, file)) };
}

/** Runs what may find that the template of HELM_DIFF_TPL is none. */
function loaded<T>(context: CommandContext, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof GoError || error instanceof ParseError)) throw error;
    context.out.write(`${error.message}\n`);
    logLine(context, "Error loading custom template");
    throw new CommandError("", { silent: true, cause: error });
  }
}

/** A line of Go's log, which knows the time. */
function logLine({ err }: CommandContext, line: string): void {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, "0");
  const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(two).join("/");
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":");
  err.write(`${date} ${time} ${line}\n`);
}

function orFatal<T>(context: CommandContext, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Fatal)) throw error instanceof GoError ? failure(error.message, error) : error;
    logLine(context, error.message);
    throw new CommandError("", { silent: true, cause: error });
  }
}

/** The plugin does not catch a wrong regular expression. */
function orPanic<T>({ err }: CommandContext, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    err.write(`panic: ${error.message}\n`);
    throw new CommandError("", { silent: true, exitCode: 2, cause: error });
  }
}
