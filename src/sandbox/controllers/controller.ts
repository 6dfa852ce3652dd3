/** What a controller is: something that looks at one object and does the next thing it needs. */
import type { JsonObject } from "../../kube/index.ts";
import type { Server } from "../objects/server.ts";
import type { FaultRule } from "./faults.ts";
import type { Pace } from "./kubelet.ts";
import type { Owners } from "./owners.ts";

export interface World {
  readonly server: Server;
  readonly owners: Owners;
  /** RFC 3339. */
  readonly now: string;
  readonly nowMs: number;
  readonly pace: Pace;
  faults(): readonly FaultRule[];
}

/** The milliseconds after which it wants to look again; someday: at what nobody waits for, a deadline or the next run of a CronJob. */
export type Again = number | { readonly somedayMs: number } | undefined;

export type Controller = (object: JsonObject, world: World) => Again;
