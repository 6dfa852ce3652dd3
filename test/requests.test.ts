/**
 * The sandbox answers what a real API server of Kubernetes 1.36.3 answered: test/cases/requests, which `bun test/cluster/record-requests.ts` records.
 * Compared are codes, bodies with defaults and managed fields, messages, causes and warnings; what differs by nature is masked (test/cluster/requests/compare.ts).
 */
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { machinePorts, memoryStorage, Sandbox } from "../src/sandbox/index.ts";
import { unordered } from "./cluster/requests/compare.ts";
import { KNOWN, NAMESPACE } from "./cluster/requests/groups.ts";
import { makeNamespace, play } from "./cluster/requests/play.ts";
import { decodeRecording, type Recorded } from "./cluster/requests/recording.ts";

const CASES = join(import.meta.dir, "cases", "requests");

for (const file of readdirSync(CASES).filter((name) => name.endsWith(".jsonl"))) {
  describe(`requests/${file}`, () => {
    for (const recorded of decodeRecording(readFileSync(join(CASES, file), "utf8"))) describeSequence(recorded);
  });
}

function describeSequence({ name, exchanges }: Recorded): void {
  describe(name, () => {
    let played: Promise<Recorded> | undefined;
    const answers = (): Promise<Recorded> => (played ??= playedOnSandbox({ name, exchanges }));
    exchanges.forEach(({ request, answer }, i) => {
      test(`${i}: ${request.method} ${request.path}`, async () => {
        const given = (await answers()).exchanges[i]?.answer ?? answer;
        if (KNOWN[`${name} ${i}`] !== undefined) expect(unordered(given)).not.toEqual(unordered(answer));
        else expect(unordered(given)).toEqual(unordered(answer));
      });
    });
  });
}

async function playedOnSandbox({ name, exchanges }: Recorded): Promise<Recorded> {
  const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts, storageClass: "" });
  try {
    await makeNamespace(sandbox, NAMESPACE);
    return await play(sandbox, { name, requests: exchanges.map(({ request }) => request) }, NAMESPACE);
  } finally {
    sandbox.close();
  }
}
