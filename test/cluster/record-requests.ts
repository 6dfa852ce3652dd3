/**
 * Records what a real API server answers to sequences of requests: `KUBECONFIG=… bun test/cluster/record-requests.ts [GROUP…]`, on a control plane of
 * test/cluster/up.ts. test/requests.test.ts plays them on the sandbox. A sequence that was recorded is overwritten.
 */
import { join, resolve } from "node:path";
import { RawServer } from "./requests/raw-server.ts";
import { encodeRecording, type Recorded } from "./requests/recording.ts";
import { GROUPS, NAMESPACE } from "./requests/groups.ts";
import { cleanUp, makeNamespace, play } from "./requests/play.ts";
import type { Sequence } from "./requests/sequences.ts";

const CASES = resolve(import.meta.dir, "../cases/requests");

const server = new RawServer(process.env["KUBECONFIG"] ?? "");
const wanted = process.argv.slice(2);

for (const { name, sequences } of GROUPS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const recorded = [];
  for (const sequence of sequences()) {
    recorded.push(await playAside(sequence));
  }
  await Bun.write(join(CASES, `${name}.jsonl`), encodeRecording(recorded));
  console.log(`${name}: ${recorded.reduce((sum, one) => sum + one.exchanges.length, 0)} answers`);
}

/** Each sequence has a namespace of its own, whose name is as long as the one that is written. */
async function playAside(sequence: Sequence): Promise<Recorded> {
  const letters = Math.random().toString(36).slice(2).padEnd(5, "x").slice(0, 5);
  const namespace = `rec${letters}`;
  await makeNamespace(server, namespace);
  const played = await play(server, sequence, namespace);
  await cleanUp(server, sequence, namespace);
  return JSON.parse(JSON.stringify(played).replaceAll(namespace, NAMESPACE)) as Recorded;
}
