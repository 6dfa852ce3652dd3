/** Runs the tests of a release: its hooks of the event `test` (helm pkg/action/release_testing.go). */
import { GoError } from "../../go/index.ts";
import { listAt, textAt } from "../../kube/index.ts";
import { messageOf } from "../cluster/failure.ts";
import type { Release, ReleaseHook } from "../storage/index.ts";
import { startHooks, type Shutdown } from "./hooks.ts";
import type { ActionPorts } from "./ports.ts";
import { releaseNameFault } from "./release-name.ts";
import { applyStrategy } from "./strategy.ts";

export interface TestOptions extends TestFilter {
  /** For every single wait. */
  readonly timeoutMs: number;
}

/** Names of hooks. */
export interface TestFilter {
  /** Empty: all. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export interface Tested {
  readonly release: Release;
  /** Deletes what is to be deleted after tests. Throws what made a test fail. */
  readonly end: Shutdown;
}

/** Leaves deleting to the caller, who may want to see the logs first. Throws where there is no such release. */
export async function startTests(name: string, options: TestOptions, ports: ActionPorts): Promise<Tested> {
  if (releaseNameFault(name) !== undefined) throw new GoError(`releaseTest: Release name is invalid: ${name}`);
  const release = await ports.storage.last(name);
  const [chosen, skipped] = divide(release.hooks, options);
  // While they run, the record has no others: so Helm leaves it when it is killed.
  release.hooks = chosen;
  const end = await start(release, options, ports);
  release.hooks = [...skipped, ...chosen];
  try {
    await ports.storage.update(release);
  } catch (error) {
    return { release, end: () => end().then(() => Promise.reject(error as Error)) };
  }
  return { release, end };
}

/** Where a test could not even begin, that is said at the end. */
async function start(release: Release, { timeoutMs }: TestOptions, ports: ActionPorts): Promise<Shutdown> {
  const helm4 = ports.dialect === "helm4";
  const strategy = applyStrategy({ serverSide: helm4 && release.applyMethod === "ssa" }, ports.dialect);
  const options = { wait: helm4 ? "watcher" : "legacy", timeoutMs, strategy } as const;
  try {
    return await startHooks(release, "test", { ports, options });
  } catch (error) {
    return () => Promise.reject(error as Error);
  }
}

function divide(hooks: readonly ReleaseHook[], filter: TestFilter): [ReleaseHook[], ReleaseHook[]] {
  const excluded = hooks.filter(({ name }) => filter.exclude.includes(name));
  const rest = hooks.filter(({ name }) => !filter.exclude.includes(name));
  const isIncluded = ({ name }: ReleaseHook) => filter.include.length === 0 || filter.include.includes(name);
  return [rest.filter(isIncluded), [...excluded, ...rest.filter((hook) => !isIncluded(hook))]];
}

/** Writes the logs of the tests that were run. Throws `GoError` for those that cannot be read. */
export async function printTestLogs(release: Release, filter: TestFilter, ports: ActionPorts): Promise<void> {
  const [chosen] = divide(release.hooks, filter);
  const tests = chosen
    .filter(({ events }) => events.includes("test"))
    .sort((a, b) => a.weight - b.weight || order(a, b));
  for (const { kind, name } of tests) {
    if (ports.dialect === "helm3") await printPod(name, ports);
    else if (kind === "Pod") await printContainers(name, ports);
  }
}

function order(a: ReleaseHook, b: ReleaseHook): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}

/** Helm 3 takes every test for a pod with one container. */
async function printPod(name: string, ports: ActionPorts): Promise<void> {
  let log: string;
  try {
    log = await readLog({ pod: name, container: undefined }, ports);
  } catch (error) {
    throw new GoError(`unable to get pod logs for ${name}: ${messageOf(error)}`, { cause: error });
  }
  ports.output(`POD LOGS: ${name}\n${log}\n`);
}

async function printContainers(name: string, ports: ActionPorts): Promise<void> {
  const ref = { apiVersion: "v1", kind: "Pod", namespace: ports.namespace, name };
  const pod = await ports.objects.get(ref).catch((error: unknown) => {
    throw new GoError(`unable to get pod ${name}: ${messageOf(error)}`, { cause: error });
  });
  const failures: string[] = [];
  for (const field of ["initContainers", "containers"]) {
    for (const container of listAt(pod, "spec", field)) {
      const containerName = textAt(container, "name");
      try {
        ports.output(
          `POD LOGS: ${name} (${containerName})\n${await readLog({ pod: name, container: containerName }, ports)}\n`,
        );
      } catch (error) {
        failures.push(`unable to get logs for pod ${name}, container ${containerName}: ${messageOf(error)}`);
      }
    }
  }
  if (failures.length > 0) throw new GoError(failures.join("\n"));
}

interface LogPlace {
  readonly pod: string;
  /** Undefined: the only one. */
  readonly container: string | undefined;
}

async function readLog({ pod, container }: LogPlace, { objects, namespace }: ActionPorts): Promise<string> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
  return (await objects.cluster.request({ method: "GET", path, query: { container } })).text;
}
