/**
 * The sandbox beside the API server that KUBECONFIG names: both are sent the same requests, and must answer the same.
 * `bun test ./test/cluster/sandbox.suite.ts`. What is known to differ is listed in docs/compat/sandbox.md.
 */
import { afterAll, describe, expect, test } from "bun:test";
import { machinePorts, memoryStorage, Sandbox } from "../../src/sandbox/index.ts";
import { unordered } from "./requests/compare.ts";
import { GROUPS, KNOWN } from "./requests/groups.ts";
import { cleanUp, makeNamespace, play } from "./requests/play.ts";
import { RawServer } from "./requests/raw-server.ts";
import type { Recorded } from "./requests/recording.ts";
import type { Sequence } from "./requests/sequences.ts";

const real = new RawServer(process.env["KUBECONFIG"] ?? "");

for (const { name: group, sequences } of GROUPS) {
  describe(`the sandbox answers as the real server does: ${group}`, () => {
    for (const sequence of sequences()) describeSequence(sequence);
  });
}

function describeSequence(sequence: Sequence): void {
  const namespace = `differ-${Math.random().toString(36).slice(2, 10)}`;
  describe(sequence.name, () => {
    const played = playedOnBoth(sequence, namespace);
    afterAll(() => cleanUp(real, sequence, namespace));

    sequence.requests.forEach((request, i) => {
      test(`${i}: ${request.method} ${request.path.replace("$NS", "NS")}`, async () => {
        const [wanted, given] = (await played()).map(({ exchanges }) => exchanges[i]?.answer);
        if (wanted === undefined || given === undefined) throw new Error("not played");
        if (KNOWN[`${sequence.name} ${i}`] !== undefined) expect(unordered(given)).not.toEqual(unordered(wanted));
        else expect(unordered(given)).toEqual(unordered(wanted));
      });
    });
  });
}

/** Once, when the first answer is asked for. */
function playedOnBoth(sequence: Sequence, namespace: string): () => Promise<Recorded[]> {
  let played: Promise<Recorded[]> | undefined;
  const both = async (): Promise<Recorded[]> => {
    const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts, storageClass: "" });
    try {
      await Promise.all([real, sandbox].map((server) => makeNamespace(server, namespace)));
      return await Promise.all([real, sandbox].map((server) => play(server, sequence, namespace)));
    } finally {
      sandbox.close();
    }
  };
  return () => (played ??= both());
}
