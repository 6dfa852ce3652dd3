/** What Sprig's functions ask the world for. The same answers always give the same text. */
import type { Clock, Zones } from "../go/time/index.ts";
import type { KeyPort } from "./certificates/key-port.ts";

export interface SprigPorts {
  readonly clock: Clock;
  readonly zones: Zones;
  readonly random: Random;
  readonly keys: KeyPort;
  readonly hosts: HostResolver;
  /** Where the runtime has a faster one than ours: charts take digests of megabytes, for annotations. */
  readonly digest?: Digest;
}

export type Digest = (algorithm: "sha1" | "sha256" | "sha512", bytes: Uint8Array) => Uint8Array;

export interface Random {
  /** As many random bytes. */
  bytes(count: number): Uint8Array;
}

export interface HostResolver {
  /** The addresses of a host, none where it is unknown. */
  resolve(name: string): readonly string[];
}
