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

export type WaitPurpose = keyof Waiter;

export type WaitStrategy = "watcher" | "legacy" | "hookOnly";

/** Loaded when wanted: a release without hooks that nobody waits for needs none of it. */
export async function waiterOf(strategy: WaitStrategy, ports: ClusterPorts): Promise<Waiter> {
  const nothing = () => Promise.resolve();
  switch (strategy) {
    case "legacy":
      return await observable(ports, await makeLegacy());
    case "watcher":
      return await observable(ports, await makeWatcher());
    case "hookOnly":
      if (ports.dialect === "helm3") return { ...(await observable(ports, await makeLegacy())), ready: nothing };
      return { ...(await observable(ports, await makeWatcher())), ready: nothing, gone: nothing };
  }
}

type MakeWaiter = (ports: ClusterPorts) => Waiter;

async function makeLegacy(): Promise<MakeWaiter> {
  return (await import("./legacy-waiter.ts")).legacyWaiter;
}

async function makeWatcher(): Promise<MakeWaiter> {
  return (await import("./status-waiter.ts")).statusWaiter;
}

async function observable(ports: ClusterPorts, make: MakeWaiter): Promise<Waiter> {
  if (ports.observer === undefined) return make(ports);
  return (await import("./observed.ts")).observed(ports, ports.observer, make);
}
