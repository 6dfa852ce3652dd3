import { expect, test } from "bun:test";
import { currentProcess, hasEnded } from "./process-identity.ts";

test("this process lives", () => {
  expect(hasEnded(currentProcess())).toBe(false);
});

test("a child that was killed has ended", async () => {
  const { machine } = currentProcess();
  const child = Bun.spawn(["sleep", "60"]);
  const seen = { machine, process: `${child.pid}@` };
  expect(hasEnded(seen)).toBe(false);
  child.kill("SIGKILL");
  await child.exited;
  expect(hasEnded(seen)).toBe(machine !== "");
});

test("the same id at another time is another process", () => {
  const { machine, process: own } = currentProcess();
  expect(hasEnded({ machine, process: `${own.split("@")[0]}@1` })).toBe(machine !== "");
});

test("of other machines nothing is known", () => {
  const { process: own } = currentProcess();
  expect(hasEnded({ machine: "elsewhere/pid:[1]", process: "999999999@1" })).toBe(false);
  expect(hasEnded({ machine: "", process: own })).toBe(false);
});
