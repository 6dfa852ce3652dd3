/** Log lines as Helmfile 1.8.0 writes them: zap's console form with nothing but the message (pkg/helmexec/exec.go, NewLogger). */
import { quote } from "../../go/strconv/index.ts";
import type { Output } from "../context.ts";
import { withoutPasswords } from "../secrets.ts";
import { panicError } from "./command-errors.ts";

export interface HelmfileLog {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  /** Whether debug lines are written: a long message need not be made otherwise. */
  readonly debugging: boolean;
}

/** zap's levels (zapcore/level.go); of the last three Helmfile writes no lines. */
const LEVELS: Readonly<Record<string, number>> = {
  debug: 0,
  "": 1,
  info: 1,
  warn: 2,
  warning: 2,
  error: 3,
  dpanic: 4,
  panic: 5,
  fatal: 6,
};

/** Throws where there is no such level, as Helmfile panics. */
export function createLog(err: Pick<Output, "write">, level: string): HelmfileLog {
  const lowest = levelOf(level);
  const line = (rank: number) => (message: string) => {
    if (rank >= lowest) err.write(`${withoutPasswords(message)}\n`);
  };
  const [debug, info, warn, error] = [line(0), line(1), line(2), line(3)];
  return { debug, info, warn, error, debugging: lowest === 0 };
}

function levelOf(level: string): number {
  const rank = Object.hasOwn(LEVELS, level) ? LEVELS[level] : LEVELS[level.toLowerCase()];
  if (rank === undefined) throw panicError(`unrecognized level: ${quote(level)}`);
  return rank;
}
