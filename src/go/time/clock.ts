import type { Location } from "./location.ts";
import type { GoTime } from "./time.ts";

/** The port for the current time. */
export interface Clock {
  /** Nanoseconds since 1970-01-01 UTC. */
  now(): bigint;
  /** Nanoseconds since the program started, where Go's printed form of a fresh time is wanted. */
  sinceStart?(): bigint;
}

const BILLION = 1_000_000_000n;

/** time.Now. */
export function currentTime(clock: Clock, location: Location): GoTime {
  const now = clock.now();
  const time = { seconds: Number(now / BILLION), nanoseconds: Number(now % BILLION), location };
  const monotonic = clock.sinceStart?.();
  return monotonic === undefined ? time : { ...time, monotonic };
}
