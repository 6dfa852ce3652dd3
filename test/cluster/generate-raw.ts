/**
 * As generate.ts, for requests as they travel: `bun test/cluster/generate-raw.ts [SEED [RUNS]]` prints what a served sandbox answers otherwise than the API server that
 * KUBECONFIG names. What is found is mended by its rule, and stands from then on in requests/wire.ts.
 */
import * as fc from "fast-check";
import { delta } from "./requests/delta.ts";
import { GADGETS } from "./requests/gadgets.ts";
import { rawReading, rawWriting } from "./requests/generated-raw.ts";
import {
  makeRawNamespace,
  placeOf,
  removeRawNamespace,
  sendRaw,
  unorderedRaw,
  type Place,
} from "./requests/send-raw.ts";
import { servedSandbox } from "./requests/served-sandbox.ts";
import type { RawSequence } from "./requests/wire.ts";

const [seed = String(Date.now() % 1_000_000), runs = "20"] = process.argv.slice(2);
const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
/** A kind that was just made is served a moment later. */
const SERVED_MS = 1500;

async function prepare(place: Place): Promise<void> {
  await makeRawNamespace(place);
  const body = JSON.stringify(GADGETS.before[0]?.body ?? {});
  await sendRaw({ method: "POST", path: DEFINITIONS, headers: { "Content-Type": "application/json" }, body }, place);
}

/** How many of its requests are answered otherwise. */
async function differing({ requests }: RawSequence): Promise<number> {
  const namespace = `gen-${Math.random().toString(36).slice(2, 10).padEnd(8, "x")}`;
  const real = placeOf(process.env["KUBECONFIG"] ?? "", namespace);
  const sandbox = servedSandbox(namespace);
  await Promise.all([real, sandbox.place].map(prepare));
  await Bun.sleep(SERVED_MS);
  let count = 0;
  for (const request of requests) {
    const [wanted = {}, given = {}] = (
      await Promise.all([real, sandbox.place].map((place) => sendRaw(request, place)))
    ).map(unorderedRaw);
    const differs = delta(wanted, given);
    if (differs.length === 0) continue;
    count++;
    console.log(`${JSON.stringify(request)}\n  real → ours ${JSON.stringify(differs).slice(0, 800)}`);
  }
  await sendRaw({ method: "DELETE", path: `${DEFINITIONS}/gadgets.${namespace}.example.com` }, real);
  await removeRawNamespace(real);
  await sandbox.stop();
  return count;
}

const sequences = fc.sample(fc.oneof(rawReading, rawWriting), { seed: Number(seed), numRuns: Number(runs) });
let [sent, count] = [0, 0];
for (const one of sequences) {
  sent += one.requests.length;
  count += await differing(one);
}
console.log(`seed ${seed}: ${sequences.length} sequences, ${sent} requests, ${count} differ`);
process.exitCode = count > 0 ? 1 : 0;
