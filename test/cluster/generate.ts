/**
 * Looks for requests that the sandbox answers otherwise than the API server that KUBECONFIG names: `bun test/cluster/generate.ts [SEED [RUNS]]` sends generated sequences to
 * both and prints the shortest that differs. What is found is mended by its rule, and stands from then on in requests/found.ts.
 */
import * as fc from "fast-check";
import { machinePorts, memoryStorage, Sandbox } from "../../src/sandbox/index.ts";
import { unordered } from "./requests/compare.ts";
import { delta } from "./requests/delta.ts";
import { sequence } from "./requests/generated.ts";
import { makeNamespace, play } from "./requests/play.ts";
import { RawServer } from "./requests/raw-server.ts";
import type { Sequence } from "./requests/sequences.ts";

const [seed = String(Date.now() % 1_000_000), runs = "50"] = process.argv.slice(2);
const real = new RawServer(process.env["KUBECONFIG"] ?? "");
let sent = 0;

async function firstDifference(one: Sequence): Promise<string | undefined> {
  const namespace = `gen-${Math.random().toString(36).slice(2, 10)}`;
  const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts, storageClass: "" });
  try {
    await Promise.all([real, sandbox].map((server) => makeNamespace(server, namespace)));
    const [wanted, given] = await Promise.all([real, sandbox].map((server) => play(server, one, namespace)));
    sent += one.requests.length;
    for (const [i, { request, answer }] of (wanted?.exchanges ?? []).entries()) {
      const other = given?.exchanges[i]?.answer ?? answer;
      const [a, b] = [unordered(answer), unordered(other)];
      if (Bun.deepEquals(a, b)) continue;
      const differs = JSON.stringify(delta(a as never, b as never));
      return `request ${i}: ${JSON.stringify(request)}\nreal ${JSON.stringify(a).slice(0, 1500)}\nours ${JSON.stringify(b).slice(0, 1500)}\nreal → ours ${differs.slice(0, 1500)}`;
    }
    return undefined;
  } finally {
    sandbox.close();
    await real.request({ method: "DELETE", path: `/api/v1/namespaces/${namespace}` });
  }
}

const checked = await fc.check(
  fc.asyncProperty(sequence, async (one) => {
    const differs = await firstDifference(one);
    if (differs !== undefined) throw new Error(differs);
  }),
  { seed: Number(seed), numRuns: Number(runs), endOnFailure: process.env["SHRINK"] === "no" },
);
if (checked.failed) {
  for (const request of checked.counterexample?.[0].requests ?? []) console.log(JSON.stringify(request).slice(0, 600));
  console.log((checked.errorInstance as Error).message);
}
console.log(`seed ${seed}: ${checked.numRuns} sequences, ${sent} requests, ${checked.failed ? "differ" : "agree"}`);
process.exitCode = checked.failed ? 1 : 0;
