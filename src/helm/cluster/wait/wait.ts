/** Waiting for objects: until they are as wanted, until hooks have run, until objects are gone (helm pkg/kube: Waiter). */
import type { ClusterPorts } from "../ports.ts";
import type { Resource } from "../resource.ts";

export interface Waiter {
  /** Throws `GoError` that names what was not ready. */
  ready(resources: readonly Resource[], options: ReadyOptions): Promise<void>;
  /** Jobs and pods of hooks, until they have run. */
  finished(resources: readonly Resource[], timeoutMs: number): Promise<void>;
  gone(resources: readonly Resource[], timeoutMs: number): Promise<void>;
}

export interface ReadyOptions {
  readonly timeoutMs: number;
  /** Jobs too, until they have completed. */
  readonly jobs: boolean;
}

export type WaitStrategy = "watcher" | "legacy" | "hookOnly";

/** Loaded when wanted: a release without hooks that nobody waits for needs none of it. */
export async function waiterOf(strategy: WaitStrategy, ports: ClusterPorts): Promise<Waiter> {
  const nothing = () => Promise.resolve();
  switch (strategy) {
    case "legacy":
      return (await import("./legacy-waiter.ts")).legacyWaiter(ports);
    case "watcher":
      return (await import("./status-waiter.ts")).statusWaiter(ports);
    case "hookOnly":
      if (ports.dialect === "helm3")
        return { ...(await import("./legacy-waiter.ts")).legacyWaiter(ports), ready: nothing };
      return { ...(await import("./status-waiter.ts")).statusWaiter(ports), ready: nothing, gone: nothing };
  }
}
