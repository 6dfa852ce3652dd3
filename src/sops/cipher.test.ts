import { expect, test } from "bun:test";
import { decryptValue } from "./cipher.ts";

const KEY = new Uint8Array(32);
const FORMAT = /^ENC\[AES256_GCM,data:(.+),iv:(.+),tag:(.+),type:(.+)\]/;

function says(text: string): string {
  try {
    decryptValue(text, KEY, "a:");
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test("what is an encrypted value, as sops' expression has it", () => {
  const pieces = ["ENC[AES256_GCM,data:", ",iv:", ",tag:", ",type:", "]", "A", "\n", "ENC["];
  for (let i = 0; i < 8 ** 5; i++) {
    const tail = [...i.toString(8).padStart(5, "0")].map((digit) => pieces[Number(digit)]).join("");
    const text = `ENC[AES256_GCM,data:A,iv:A${tail}`;
    expect([text, says(text).includes("does not match")]).toEqual([text, !FORMAT.test(text)]);
  }
});

test("a text that would take an expression forever", () => {
  const text = `ENC[AES256_GCM,data:x${",iv:x,tag:x".repeat(50_000)}`;
  expect(says(text)).toEndWith("does not match sops' data format");
});
