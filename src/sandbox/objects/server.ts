/** What every verb works with. */
import type { Admission } from "../admission/admission.ts";
import type { Kinds } from "../schema/kinds.ts";
import type { Store } from "../storage/store.ts";
import type { SandboxPorts } from "../ports.ts";

export interface Server {
  readonly store: Store;
  readonly kinds: Kinds;
  readonly ports: SandboxPorts;
  /** What tokens are signed with. */
  readonly secret: string;
  /** Of the server, in PEM; empty where there is none. */
  readonly certificate: string;
  /** For everybody but who owns the sandbox. */
  readonly authorization: Authorization;
  readonly admission: Admission;
}

export type Authorization = "RBAC" | "AlwaysAllow";
