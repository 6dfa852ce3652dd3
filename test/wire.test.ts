/**
 * The sandbox answers over HTTPS what a real API server of Kubernetes 1.36.3 answered: test/cases/wire, which `bun test/cluster/record-wire.ts` records.
 * Compared are status, headers, bodies and how they are laid out. test/cluster/wire.suite.ts asks a real server anew.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { objectAt, parseJson, textAt } from "../src/kube/index.ts";
import { makeRawNamespace, sendRaw, unorderedRaw } from "./cluster/requests/send-raw.ts";
import { servedSandbox } from "./cluster/requests/served-sandbox.ts";
import { RAW } from "./cluster/requests/wire.ts";

const lines = readFileSync(join(import.meta.dir, "cases", "wire", "answers.jsonl"), "utf8")
  .trim()
  .split("\n");
const recorded = new Map(
  lines.map((line) => {
    const recording = parseJson(line);
    return [textAt(recording, "request"), objectAt(recording, "answer")];
  }),
);

describe("the sandbox answers over HTTPS what a real server answered", () => {
  const sandbox = servedSandbox("wire-again");
  beforeAll(() => makeRawNamespace(sandbox.place));
  afterAll(() => sandbox.stop());

  for (const { name, requests } of RAW) {
    describe(name, () => {
      requests.forEach((request, i) => {
        test(`${i}: ${request.method} ${request.path}`, async () => {
          const wanted = recorded.get(`${name} ${i}: ${request.method} ${request.path}`);
          const given = await sendRaw(request, sandbox.place);
          if (wanted === undefined) throw new Error("not recorded: bun test/cluster/record-wire.ts");
          if (request.apart === undefined) expect(unorderedRaw(given)).toEqual(unorderedRaw(wanted));
          else expect(given).not.toEqual(wanted);
        });
      });
    });
  }
});
