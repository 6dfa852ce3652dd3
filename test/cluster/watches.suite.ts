/**
 * Generated sequences of requests, as they are watched: the sandbox tells of the same events as the API server that KUBECONFIG names, also to who selects by labels.
 * `bun test ./test/cluster/watches.suite.ts`
 */
import { describe, expect, test } from "bun:test";
import { machinePorts, memoryStorage, Sandbox } from "../../src/sandbox/index.ts";
import { RawServer } from "./requests/raw-server.ts";
import { watchedEvents, watchedSequences } from "./requests/watched.ts";

const real = new RawServer(process.env["KUBECONFIG"] ?? "");
const [seed, count] = (process.env["WATCHED"] ?? "1,60").split(",").map(Number);
const TIMEOUT_MS = 30_000;

describe("what was generated is watched as on the real server", () => {
  for (const sequence of watchedSequences(seed ?? 1, count ?? 60)) {
    test(sequence.name, () => compareEvents(sequence), TIMEOUT_MS);
  }
});

async function compareEvents(sequence: ReturnType<typeof watchedSequences>[number]): Promise<void> {
  const namespace = `watched-${Math.random().toString(36).slice(2, 10)}`;
  const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts, storageClass: "" });
  try {
    const [wanted, given] = await Promise.all([real, sandbox].map((one) => watchedEvents(one, sequence, namespace)));
    expect(given).toEqual(wanted ?? []);
  } finally {
    sandbox.close();
    await real.request({ method: "DELETE", path: `/api/v1/namespaces/${namespace}` });
  }
}
