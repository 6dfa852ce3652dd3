import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { errorText } from "./error-text.ts";

function thrownBy(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

test("errors of the system read as Go's", () => {
  expect(errorText(thrownBy(() => readdirSync("/nowhere")))).toBe("scandir /nowhere: no such file or directory");
});

test("what is beyond the engine's means is said of the input", () => {
  const endless = (): unknown => [endless()];
  expect(errorText(thrownBy(endless))).toBe("the input is nested too deeply");
  expect(errorText(thrownBy(() => "x".repeat(2 ** 40)))).toBe("the input is too large");
});

test("passwords in addresses are not shown", () => {
  expect(errorText(new Error("Get https://ada:secret@host/x: refused"))).toBe("Get https://ada:***@host/x: refused");
});

test("what is no error is shown as it is", () => expect(errorText("stop")).toBe("stop"));
