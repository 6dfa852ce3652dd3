/** The hidden flags of klog v2.140.0, which Helm lets through: they are checked, and change nothing here. */
import { atoi, parseBool, parseInt, parseUint } from "../../../go/strconv/index.ts";
import type { FlagDefinition } from "../../cobra/flag.ts";
import { textType, type FlagType } from "../../cobra/flag-types.ts";

const SEVERITIES = ["INFO", "WARNING", "ERROR", "FATAL"];
const LEVEL_BITS = 32;

/** A type whose values are only checked; help never shows it. */
function checked(name: string, check: (text: string) => void): FlagType {
  return textType(name, (text) => {
    check(text);
    return text;
  });
}

/** Go's own flag package tells less than pflag. */
function orParseError(check: (text: string) => unknown): (text: string) => void {
  return (text) => {
    try {
      check(text);
    } catch (error) {
      const range = error instanceof Error && error.message.endsWith("value out of range");
      throw new Error(range ? "value out of range" : "parse error", { cause: error });
    }
  };
}

function checkModules(text: string): void {
  for (const pattern of text.split(",").filter((part) => part !== "")) {
    const [file, level, ...more] = pattern.split("=");
    const number = file && level && more.length === 0 ? levelOf(level) : undefined;
    if (number === undefined) throw new Error("syntax error: expect comma-separated list of filename=N");
    if (number < 0n) throw new Error("negative value for vmodule level");
  }
}

function levelOf(text: string): bigint | undefined {
  try {
    return parseInt(text, 10, LEVEL_BITS);
  } catch {
    return undefined;
  }
}

function checkLocation(text: string): void {
  if (text === "") return;
  const [file = "", line = "", ...more] = text.split(":");
  if (more.length > 0 || !file.includes(".") || !/^[+-]?[0-9]+$/.test(line)) {
    throw new Error("syntax error: expect file.go:234");
  }
  if (atoi(line) <= 0n) throw new Error("negative or zero value for level");
}

export function klogFlags(): FlagDefinition[] {
  const boolean = checked("bool", orParseError(parseBool));
  const unsigned = checked(
    "uint64",
    orParseError((text) => parseUint(text, 0, 64)),
  );
  const level = checked("Level", (text) => void parseInt(text, 10, LEVEL_BITS));
  const severity = checked("severity", (text) => {
    if (!SEVERITIES.includes(text.toUpperCase())) parseInt(text, 10, LEVEL_BITS);
  });
  const traceLocation = checked("traceLocation", checkLocation);
  const moduleSpec = checked("moduleSpec", checkModules);
  return [
    {
      name: "add-dir-header",
      type: boolean,
      usage: "If true, adds the file directory to the header of the log messages",
      hidden: true,
    },
    {
      name: "alsologtostderr",
      type: boolean,
      usage: "log to standard error as well as files (no effect when -logtostderr=true)",
      hidden: true,
    },
    {
      name: "alsologtostderrthreshold",
      type: severity,
      usage:
        "logs at or above this threshold go to stderr when -alsologtostderr=true (no effect when -logtostderr=true)",
      default: "0",
      hidden: true,
    },
    {
      name: "legacy-stderr-threshold-behavior",
      type: boolean,
      usage:
        "If true, stderrthreshold is ignored when logtostderr=true (legacy behavior). If false, stderrthreshold is honored even when logtostderr=true",
      default: "true",
      hidden: true,
    },
    {
      name: "log-backtrace-at",
      type: traceLocation,
      usage: "when logging hits line file:N, emit a stack trace",
      default: ":0",
      hidden: true,
    },
    {
      name: "log-dir",
      usage: "If non-empty, write log files in this directory (no effect when -logtostderr=true)",
      hidden: true,
    },
    { name: "log-file", usage: "If non-empty, use this log file (no effect when -logtostderr=true)", hidden: true },
    {
      name: "log-file-max-size",
      type: unsigned,
      usage:
        "Defines the maximum size a log file can grow to (no effect when -logtostderr=true). Unit is megabytes. If the value is 0, the maximum file size is unlimited.",
      default: "1800",
      hidden: true,
    },
    {
      name: "logtostderr",
      type: boolean,
      usage: "log to standard error instead of files",
      default: "true",
      hidden: true,
    },
    {
      name: "one-output",
      type: boolean,
      usage:
        "If true, only write logs to their native severity level (vs also writing to each lower severity level; no effect when -logtostderr=true)",
      hidden: true,
    },
    { name: "skip-headers", type: boolean, usage: "If true, avoid header prefixes in the log messages", hidden: true },
    {
      name: "skip-log-headers",
      type: boolean,
      usage: "If true, avoid headers when opening log files (no effect when -logtostderr=true)",
      hidden: true,
    },
    {
      name: "stderrthreshold",
      type: severity,
      usage:
        "logs at or above this threshold go to stderr when writing to files and stderr (no effect when -logtostderr=true or -alsologtostderr=true unless -legacy_stderr_threshold_behavior=false)",
      default: "2",
      hidden: true,
    },
    { name: "v", shorthand: "v", type: level, usage: "number for the log level verbosity", default: "0", hidden: true },
    {
      name: "vmodule",
      type: moduleSpec,
      usage: "comma-separated list of pattern=N settings for file-filtered logging",
      hidden: true,
    },
  ];
}
