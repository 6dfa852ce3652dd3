import { describe, expect, test } from "bun:test";
import type { Journal } from "../../storage/index.ts";
import { decide, rollbackTarget, type Recovery, type Situation } from "./decide.ts";

const lease = { id: "a", holder: "jane@laptop (pid 1)", machine: "m", process: "1@1", since: "", seconds: 30, beat: 0 };
const upgrade: Journal = { operation: "upgrade", base: { revision: 1, status: "deployed" }, owes: [], lease };
const install: Journal = { operation: "install", owes: [], lease };
const dead = { holder: "gone", quietMs: 0 } as const;
const unseen = { holder: "unknown", quietMs: 12_000 } as const;
const upgrading = { asking: "upgrade", status: "pending-upgrade", journal: upgrade, deployed: 1, ...dead } as const;
const installing = { ...upgrading, status: "pending-install", journal: install, deployed: undefined } as const;

const CASES: readonly (readonly [string, Situation, Recovery])[] = [
  ["nothing is under way", { ...upgrading, status: "failed" }, { kind: "none" }],
  ["Helm's own record", { ...upgrading, journal: undefined }, { kind: "leave" }],
  ["a record whose end is known", { ...upgrading, journal: { ...upgrade, lease: undefined } }, { kind: "leave" }],
  ["the holder lives", { ...upgrading, holder: "alive", quietMs: 0 }, { kind: "refuse" }],
  ["the holder may live", { ...upgrading, ...unseen }, { kind: "watch", ms: 18_000 }],
  ["the holder runs on this machine", { ...upgrading, ...unseen, holder: "running" }, { kind: "refuse" }],
  ["the holder runs, but has stopped", { ...upgrading, holder: "running", quietMs: 30_000 }, { kind: "fail" }],
  ["the holder is silent", { ...upgrading, ...unseen, quietMs: 30_000 }, { kind: "fail" }],
  ["the holder has ended", upgrading, { kind: "fail" }],
  ["all was done", { ...upgrading, deployed: undefined }, { kind: "complete" }],
  [
    "nothing was deployed to begin with",
    { ...upgrading, journal: { ...upgrade, base: { revision: 1, status: "failed" } }, deployed: undefined },
    { kind: "fail" },
  ],
  ["a rollback goes on from an interrupted upgrade", { ...upgrading, asking: "rollback" }, { kind: "fail" }],
  ["an installation goes on from an interrupted one", { ...installing, asking: "install" }, { kind: "fail" }],
  ["an upgrade goes on from an interrupted installation", installing, { kind: "fail" }],
  ["uninstalling again", { ...upgrading, asking: "uninstall", status: "uninstalling" }, { kind: "none" }],
  ["something after uninstalling", { ...upgrading, status: "uninstalling" }, { kind: "finish-uninstall" }],
  [
    "uninstalling while another is",
    { ...upgrading, asking: "uninstall", status: "uninstalling", holder: "alive" },
    { kind: "refuse" },
  ],
  ["recovering an upgrade", { ...upgrading, asking: "recover" }, { kind: "roll-back", to: 1 }],
  [
    "recovering an upgrade that was done",
    { ...upgrading, asking: "recover", deployed: undefined },
    { kind: "complete" },
  ],
  ["recovering an installation", { ...installing, asking: "recover" }, { kind: "undo-install" }],
  ["recovering a removal", { ...upgrading, asking: "recover", status: "uninstalling" }, { kind: "finish-uninstall" }],
  ["recovering what lives", { ...upgrading, asking: "recover", holder: "alive" }, { kind: "refuse" }],
  ["recovering Helm's upgrade", { ...upgrading, asking: "recover", journal: undefined }, { kind: "roll-back", to: 1 }],
  [
    "recovering Helm's installation",
    { ...installing, asking: "recover", journal: undefined },
    { kind: "undo-install" },
  ],
  [
    "recovering Helm's upgrade of what was never deployed",
    { ...upgrading, asking: "recover", journal: undefined, deployed: undefined },
    { kind: "fail" },
  ],
];

describe("what becomes of an operation", () => {
  for (const [name, situation, expected] of CASES) test(name, () => expect(decide(situation)).toEqual(expected));
});

describe("a rollback without a revision", () => {
  const check = (journal: Journal | undefined, expected: number) =>
    expect(rollbackTarget({ version: 5, journal })).toBe(expected);
  const rollback: Journal = { operation: "rollback", owes: [5], target: 2 };
  test("goes back by one", () => check(undefined, 4));
  test("goes where an interrupted one went", () => check(rollback, 2));
  test("undoes an interrupted upgrade", () => check({ ...upgrade, owes: [5] }, 4));
  test("goes back by one from one that failed by itself", () => check({ ...rollback, owes: [3] }, 4));
});
