/** Log lines: slog's text form without times in Helm 4 (internal/logging), package log's in Helm 3 (cmd/helm/helm.go). */
import { quote } from "../../go/strconv/index.ts";
import { withoutPasswords } from "../secrets.ts";
import type { Dialect, Log, LogAttributes, Output } from "../context.ts";

export interface LogOptions {
  readonly dialect: Dialect;
  readonly err: Output;
}

type Text = Pick<Output, "write">;

/** A log whose debug lines can be switched on once the flags are known. */
export type SwitchedLog = Log & { debugging: boolean };

export function createLog({ dialect, err }: LogOptions): SwitchedLog {
  const shown: Text = { write: (text) => err.write(withoutPasswords(text)) };
  const log = dialect === "helm4" ? slog(shown) : plainLog(shown);
  const switched: SwitchedLog = {
    ...log,
    debugging: false,
    debug(message, attributes) {
      if (switched.debugging) log.debug(message, attributes);
    },
  };
  return switched;
}

function slog(err: Text): Log {
  const line =
    (level: string) =>
    (message: string, attributes: LogAttributes = {}) => {
      const pairs = Object.entries(attributes).map(([key, value]) => ` ${word(key)}=${word(String(value))}`);
      err.write(`level=${level} msg=${word(message)}${pairs.join("")}\n`);
    };
  return { debug: line("DEBUG"), info: line("INFO"), warn: line("WARN"), error: line("ERROR") };
}

/** slog quotes what is empty, holds a space, `=`, a quote, or something that does not print. */
function word(text: string): string {
  return text === "" || /[\s"=\\]|[^\x21-\x7e\u00a1-\ud7ff\ue000-\uffff]/u.test(text) ? quote(text) : text;
}

/**
 * Helm 3's lines begin with the Go source line that logged them. It is not known here, so the attribute `source`
 * names it where it is known.
 */
function plainLog(err: Text): Log {
  const plain = (message: string, { source = "helm.go:86" }: LogAttributes = {}) =>
    err.write(`${String(source)}: ${message}\n`);
  return {
    debug: (message, attributes) => plain(`${timestamp()} [debug] ${message}`, attributes),
    info: plain,
    warn: (message) => err.write(`WARNING: ${message}\n`),
    error: plain,
  };
}

function timestamp(): string {
  const [date, time] = new Date().toISOString().replace("Z", "").split("T");
  return `${date} ${time}000000 +0000 UTC`;
}
