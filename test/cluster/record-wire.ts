/**
 * Records what a real API server answers to raw requests: `KUBECONFIG=… bun test/cluster/record-wire.ts`, on a control plane of test/cluster/up.ts.
 * test/wire.test.ts sends them to the sandbox.
 */
import { join, resolve } from "node:path";
import { writeJson } from "../../src/kube/index.ts";
import { makeRawNamespace, placeOf, removeRawNamespace, sendRaw } from "./requests/send-raw.ts";
import { RAW } from "./requests/wire.ts";

const letters = Math.random().toString(36).slice(2, 8);
const real = placeOf(process.env["KUBECONFIG"] ?? "", `wire-${letters}`);
await makeRawNamespace(real);
const lines: string[] = [];
for (const { name, requests } of RAW) {
  for (const [i, request] of requests.entries()) {
    const { method, path } = request;
    lines.push(writeJson({ request: `${name} ${i}: ${method} ${path}`, answer: await sendRaw(request, real) }));
  }
}
await removeRawNamespace(real);
await Bun.write(join(resolve(import.meta.dir, "../cases/wire"), "answers.jsonl"), `${lines.join("\n")}\n`);
console.log(`${lines.length} answers`);
