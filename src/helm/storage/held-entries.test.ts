import { expect, test } from "bun:test";
import { Discovery, Objects, type ApiResponse, type Cluster, type JsonObject } from "../../kube/index.ts";
import { HeldEntries } from "./held-entries.ts";

interface Times {
  readonly created: string;
  readonly written: readonly string[];
  /** What the server's clock says. */
  readonly date: string | undefined;
}

/** How old the entry is, in milliseconds, whatever this machine's clock says. */
async function ageOf({ created, written, date }: Times): Promise<number | undefined> {
  const managedFields = written.map((time): JsonObject => ({ manager: "lade", time }));
  const body: JsonObject = { metadata: { name: "a", creationTimestamp: created, managedFields } };
  const answer: ApiResponse = { status: 200, body, text: "", warnings: [], date };
  const cluster: Cluster = {
    request: () => Promise.resolve(answer),
    async *watch() {},
  };
  return (await new HeldEntries(new Objects(cluster, new Discovery(cluster))).sight("/a")).ageMs;
}

test("the age of an entry is told by the server's clock alone", async () => {
  const check = async (times: Times, expected: number | undefined) => expect(await ageOf(times)).toBe(expected);
  const created = "2031-01-01T00:00:00Z";
  const date = "Wed, 01 Jan 2031 00:01:00 GMT";
  await check({ created, written: [], date }, 60_000);
  await check({ created, written: ["2031-01-01T00:00:20Z", "2031-01-01T00:00:50Z"], date }, 10_000);
  await check({ created, written: ["2031-01-01T00:02:00Z"], date }, 0);
  await check({ created, written: ["soon"], date }, 60_000);
  await check({ created: "", written: [], date }, undefined);
  await check({ created, written: [], date: undefined }, undefined);
});
