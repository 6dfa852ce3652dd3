import type { Objects } from "../../kube/index.ts";
import type { Dialect } from "../dialect.ts";
import type { WaitObserver } from "./wait/observed.ts";

/** Who wrote a field, as Helm 3 and 4 both name themselves. */
export const FIELD_MANAGER = "helm";

/** Requests that are under way at once, at most. */
export const AT_ONCE_MAX = 32;

export interface ClusterLog {
  /** `helm3`: what Helm 3 says, behind the place in its source; left out, what is known for Helm 4's words. */
  debug(message: string, attributes?: Readonly<Record<string, unknown>>, helm3?: string): void;
  info(message: string, attributes?: Readonly<Record<string, unknown>>): void;
  warn(message: string, attributes?: Readonly<Record<string, unknown>>): void;
  error(message: string, attributes?: Readonly<Record<string, unknown>>): void;
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
