/** Log lines: slog's text form without times in Helm 4 (internal/logging), package log's in Helm 3 (cmd/helm/helm.go). */
import { fromBytes } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { withoutPasswords } from "../secrets.ts";
import { helm3Line } from "./helm3-lines.ts";
import type { Dialect, Log, LogAttributes, Output } from "../context.ts";

export interface LogOptions {
  readonly dialect: Dialect;
  readonly err: Output;
}

type Text = Pick<Output, "write">;

/** A log whose debug lines can be switched on once the flags are known. */
export type SwitchedLog = Log & { debugging: boolean };

export function createLog({ dialect, err }: LogOptions): SwitchedLog {
  const log = dialect === "helm4" ? slog(err) : plainLog(err);
  const switched: SwitchedLog = {
    ...log,
    debugging: false,
    debug(...said) {
      if (switched.debugging) log.debug(...said);
    },
  };
  return switched;
}

function masked(err: Text): Text {
  return { write: (text) => err.write(withoutPasswords(text)) };
}

/** The form of Helm 4, and of what Helm 3 has from its registry client. */
export function slog(out: Text): Log {
  const err = masked(out);
  const line =
    (level: string) =>
    (message: string, attributes: LogAttributes = {}) => {
      err.write(`level=${level} msg=${word(message)}${pairs(attributes)}\n`);
    };
  return { debug: line("DEBUG"), info: line("INFO"), warn: line("WARN"), error: line("ERROR") };
}

/** Attributes as slog adds them to a line. */
export function pairs(attributes: LogAttributes): string {
  return Object.entries(attributes)
    .map(
      ([key, value]) => ` ${word(key)}=${value instanceof Uint8Array ? quote(fromBytes(value)) : word(String(value))}`,
    )
    .join("");
}

/** slog quotes what is empty, holds a space, `=`, a quote, or something beyond ASCII that does not print. */
function word(text: string): string {
  if (text === "" || /[\0-\x20"=]/.test(text)) return quote(text);
  const foreign = text.replace(/[\0-\x7f]/g, "");
  return foreign !== "" && (/[\s\ufffd]/.test(foreign) || quote(foreign) !== `"${foreign}"`) ? quote(text) : text;
}

/**
 * Helm 3's lines begin with the Go source line that logged them. It is not known here, so the attribute `source`
 * names it where it is known.
 */
function plainLog(out: Text): Log {
  const err = masked(out);
  const plain = (message: string, { source = "helm.go:86" }: LogAttributes = {}) =>
    err.write(`${String(source)}: ${message}\n`);
  return {
    debug(message, attributes = {}, helm3 = helm3Line(message, attributes)) {
      if (helm3 === undefined) return;
      const space = helm3.indexOf(" ");
      const [place, text] = [helm3.slice(0, space), helm3.slice(space + 1)];
      // What is logged with less than its time is said whole.
      err.write(
        place === "[debug]" || place.endsWith(":") ? `${helm3}\n` : `${place}: ${timestamp()} [debug] ${text}\n`,
      );
    },
    info: plain,
    warn: (message) => err.write(`WARNING: ${message}\n`),
    error: plain,
  };
}

function timestamp(): string {
  const [date, time] = new Date().toISOString().replace("Z", "").split("T");
  return `${date} ${time}000000 +0000 UTC`;
}
