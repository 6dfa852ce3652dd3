/** Go's *time.Location: which offset and abbreviation hold at an instant. Built by `tzif.ts`, `intl.ts`, or fixed. */

/** A stretch of time with one offset: from `start` until just before `end`, in Unix seconds. */
export interface ZonePeriod {
  /** As printed by the layout element `MST`; empty where only the offset is known. */
  readonly abbreviation: string;
  /** Seconds east of UTC. */
  readonly offset: number;
  readonly isDst: boolean;
  readonly start: number;
  readonly end: number;
}

export interface Location {
  readonly name: string;
  lookup(unixSeconds: number): ZonePeriod;
  /** The offset that an abbreviation such as `CEST` stands for here, near the given time. */
  offsetOf(abbreviation: string, unixSeconds: number): number | undefined;
}

const ALWAYS = { start: -Infinity, end: Infinity };

/** A location with one offset. Go prints its `name`, or the offset when that is empty. */
export function fixedZone(name: string, offset: number): Location {
  const period: ZonePeriod = { abbreviation: name, offset, isDst: false, ...ALWAYS };
  return {
    name,
    lookup: () => period,
    offsetOf: (abbreviation) => (abbreviation === name ? offset : undefined),
  };
}

export const UTC: Location = fixedZone("UTC", 0);

/** The port for time zones: the machine's own zone, and zones by IANA name. */
export interface Zones {
  readonly local: Location;
  /** `undefined` when there is no such zone. */
  load(name: string): Location | undefined;
}

/** Only UTC, as on a machine without a time zone database. */
export const UTC_ONLY: Zones = { local: { ...UTC, name: "Local" }, load: () => undefined };

/** Go's time.LoadLocation: `undefined` where it gives an error. */
export function loadLocation(zones: Zones, name: string): Location | undefined {
  if (name === "" || name === "UTC") return UTC;
  if (name === "Local") return zones.local;
  const invalid = name.startsWith("/") || name.startsWith("\\") || name.includes("..");
  return invalid ? undefined : zones.load(name);
}
