import type { Objects } from "../../kube/index.ts";
import type { Dialect } from "../dialect.ts";
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

/** What only Helm 4 says when it is asked to say more. */
export function trace(
  { dialect, log }: Pick<ClusterPorts, "dialect" | "log">,
  message: string,
  attributes: Readonly<Record<string, unknown>> = {},
): void {
  if (dialect === "helm4") log.debug(message, attributes);
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
