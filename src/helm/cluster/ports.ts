import type { Objects } from "../../kube/index.ts";
import type { Dialect } from "../dialect.ts";
import { helm3Line, type Attributes } from "./helm3-lines.ts";
import type { WaitObserver } from "./wait/observed.ts";

/** Who wrote a field, as Helm 3 and 4 both name themselves. */
export const FIELD_MANAGER = "helm";

/** Requests that are under way at once, at most. */
export const AT_ONCE_MAX = 32;

export interface ClusterLog {
  debug(message: string, attributes?: Readonly<Record<string, unknown>>): void;
  info(message: string, attributes?: Readonly<Record<string, unknown>>): void;
  warn(message: string, attributes?: Readonly<Record<string, unknown>>): void;
  error(message: string, attributes?: Readonly<Record<string, unknown>>): void;
}

/** What is said by those who were asked to say more: Helm 4's words, or what Helm 3 has for them. */
export function trace(
  { dialect, log }: Pick<ClusterPorts, "dialect" | "log">,
  message: string,
  attributes: Attributes = {},
): void {
  if (dialect === "helm4") return log.debug(message, attributes);
  const line = helm3Line(message, attributes);
  if (line !== undefined) log.debug(line.text, { source: line.source });
}

export interface Clock {
  nowMs(): number;
  /** Ends early, without throwing, when the signal does. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** What every function here works upon. */
export interface ClusterPorts {
  readonly dialect: Dialect;
  readonly objects: Objects;
  /** Of objects that name none. */
  readonly namespace: string;
  readonly log: ClusterLog;
  readonly clock: Clock;
  /** Nothing new is begun once it is aborted. */
  readonly signal: AbortSignal;
  /** Looks on while something is waited for. */
  readonly observer?: WaitObserver | undefined;
}
