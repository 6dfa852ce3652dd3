/** The clock, randomness, time zones and names of this machine, as templates see them. */
import { readFileSync } from "node:fs";
import { fileZones, type Clock, type Zones } from "../go/time/index.ts";
import type { Digest, HostResolver, Random } from "../sprig/index.ts";

export const machineClock: Clock = {
  now: () => {
    const milliseconds = performance.timeOrigin + performance.now();
    return BigInt(Math.floor(milliseconds)) * 1_000_000n + BigInt(Math.floor((milliseconds % 1) * 1e6));
  },
  sinceStart: () => BigInt(Math.floor(performance.now() * 1e6)),
};

/** What getRandomValues gives at once. */
const CHUNK = 65_536;

export const machineRandom: Random = {
  bytes: (count) => {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at += CHUNK) crypto.getRandomValues(bytes.subarray(at, at + CHUNK));
    return bytes;
  },
};

export const machineDigest: Digest = (algorithm, bytes) => new Bun.CryptoHasher(algorithm).update(bytes).digest();

/** Zones from the machine's database, with TZ and ZONEINFO from the environment. */
export function machineZones(env: { get(name: string): string | undefined }): Zones {
  return fileZones({ read: readIfThere }, { tz: env.get("TZ"), zoneinfo: env.get("ZONEINFO") });
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined; // a folder, no file, or one that may not be read: Go looks further too
  }
}

/** Knows no names: Helm answers getHostByName with nothing unless `--enable-dns` is given. */
export const NO_HOSTS: HostResolver = { resolve: () => [] };
