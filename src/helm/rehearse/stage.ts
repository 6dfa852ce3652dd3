/** Where a rehearsal happens: a cluster of its own, whose time passes only when somebody waits. */
import type { Cluster, JsonObject } from "../../kube/index.ts";
import type { Clock } from "../cluster/ports.ts";

export interface StageEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: JsonObject;
  readonly nowMs: number;
}

export interface Stage {
  readonly cluster: Cluster;
  readonly time: StageTime;
  objects(): JsonObject[];
  /** Told of every change as it happens; gives the function that ends it. */
  listen(listener: (event: StageEvent) => void): () => void;
  /** Faults that were asked for are for pods made from now on, or no longer. */
  break(isOn: boolean): void;
}

export interface StageTime extends Clock {
  /** This machine's own, for how long things really took. */
  realMs(): number;
  /** Runs something; time passes whenever it waits. */
  during<T>(action: () => Promise<T>): Promise<T>;
  /** Goes on until nothing happens any more. */
  settle(): Promise<void>;
}
