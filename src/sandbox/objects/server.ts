/** What every verb works with. */
import type { Kinds } from "../schema/kinds.ts";
import type { Store } from "../storage/store.ts";
import type { SandboxPorts } from "../ports.ts";

export interface Server {
  readonly store: Store;
  readonly kinds: Kinds;
  readonly ports: SandboxPorts;
}
