/** Sprig with the surroundings of the recordings: TZ=UTC, zones of the system, no DNS. */
import { existsSync, readFileSync } from "node:fs";
import { fileZones } from "../../src/go/time/index.ts";
import { machineKeys } from "../../src/sys/keys.ts";
import { sprig } from "../../src/sprig/index.ts";

export const recordedSprig = sprig({
  clock: { now: () => BigInt(Date.now()) * 1_000_000n },
  zones: fileZones({ read: (path) => (existsSync(path) ? readFileSync(path) : undefined) }, { tz: "UTC" }),
  random: { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)) },
  hosts: { resolve: () => [] },
  keys: machineKeys(),
});
