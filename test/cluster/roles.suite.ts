/** The recorded answers about roles are those of the API server that KUBECONFIG names: `bun test ./test/cluster/roles.suite.ts`. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { playRoles, ROLES_FILE, type Answered } from "./roles.ts";

const PLAY_MS_MAX = 60_000;

const play = async (): Promise<void> => {
  const { answers } = JSON.parse(readFileSync(ROLES_FILE, "utf8")) as { answers: readonly Answered[] };
  expect(await playRoles(process.env["KUBECONFIG"] ?? "")).toEqual([...answers]);
};

test("who may do what, as recorded", play, PLAY_MS_MAX);
