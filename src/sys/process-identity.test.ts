import { expect, test } from "bun:test";
import { currentProcess, lives } from "./process-identity.ts";

/** Elsewhere nothing can be told. */
const onLinux = (answer: boolean): boolean | undefined => (currentProcess().machine === "" ? undefined : answer);

test("this process lives", () => {
  expect(lives(currentProcess())).toBe(onLinux(true));
});

test("a child that was killed has ended", async () => {
  const { machine } = currentProcess();
  const child = Bun.spawn(["sleep", "60"]);
  const seen = { machine, process: `${child.pid}@` };
  expect(lives(seen)).toBe(onLinux(true));
  child.kill("SIGKILL");
  await child.exited;
  expect(lives(seen)).toBe(onLinux(false));
});

test("the same id at another time is another process", () => {
  const { machine, process: own } = currentProcess();
  expect(lives({ machine, process: `${own.split("@")[0]}@1` })).toBe(onLinux(false));
});

test("of other machines nothing is known", () => {
  const { process: own } = currentProcess();
  expect(lives({ machine: "elsewhere/pid:[1]", process: "999999999@1" })).toBeUndefined();
  expect(lives({ machine: "", process: own })).toBeUndefined();
});
