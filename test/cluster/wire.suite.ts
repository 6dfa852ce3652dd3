/**
 * The sandbox over HTTPS beside the API server that KUBECONFIG names: the same bytes are sent to both, and status, headers and body of what
 * comes back are compared. `bun test ./test/cluster/wire.suite.ts`. What is known to differ is listed in docs/compat/sandbox.md.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { makeRawNamespace, placeOf, removeRawNamespace, sendRaw, unorderedRaw } from "./requests/send-raw.ts";
import { servedSandbox } from "./requests/served-sandbox.ts";
import { RAW } from "./requests/wire.ts";

const namespace = `wire-${Math.random().toString(36).slice(2, 8)}`;
const kubeconfig = process.env["KUBECONFIG"] ?? "";
if (kubeconfig === "") throw new Error("KUBECONFIG names no cluster");

describe("the sandbox answers over HTTPS as the real server does", () => {
  const real = placeOf(kubeconfig, namespace);
  const sandbox = servedSandbox(namespace);

  beforeAll(async () => {
    await Promise.all([real, sandbox.place].map(makeRawNamespace));
  });

  afterAll(async () => {
    await removeRawNamespace(real);
    await sandbox.stop();
  });

  for (const { name, requests } of RAW) {
    describe(name, () => {
      requests.forEach((request, i) => {
        test(`${i}: ${request.method} ${request.path}`, async () => {
          const [wanted, given] = await Promise.all([real, sandbox.place].map((place) => sendRaw(request, place)));
          if (request.apart === undefined) expect(unorderedRaw(given ?? {})).toEqual(unorderedRaw(wanted ?? {}));
          else expect(given).not.toEqual(wanted ?? {});
        });
      });
    });
  }
});
