import { expect, test } from "bun:test";
import { decodeProtobuf } from "./protobuf.ts";
import { Refusal } from "./refusal.ts";

/** A field of bytes: its number, its length, itself. Short ones only. */
const field = (number: number, content: string | readonly number[]): number[] => {
  const bytes = typeof content === "string" ? [...new TextEncoder().encode(content)] : content;
  return [(number << 3) | 2, bytes.length, ...bytes];
};
const enveloped = (apiVersion: string, kind: string, raw: readonly number[]): Uint8Array =>
  Uint8Array.from([0x6b, 0x38, 0x73, 0, ...field(1, [...field(1, apiVersion), ...field(2, kind)]), ...field(2, raw)]);

test("a Secret, with bytes, labels and a flag", () => {
  const metadata = [...field(1, "s"), ...field(3, "x"), ...field(11, [...field(1, "k"), ...field(2, "v")])];
  const raw = [
    ...field(1, metadata),
    ...field(2, [...field(1, "a"), ...field(2, [0xff, 0])]),
    ...field(3, "Opaque"),
    0x28,
    1,
  ];
  expect(decodeProtobuf(enveloped("v1", "Secret", raw))).toEqual({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "s", namespace: "x", labels: { k: "v" } },
    data: { a: "/wA=" },
    type: "Opaque",
    immutable: true,
  });
});

test("what ends early, and what has no type, is refused", () => {
  expect(() => decodeProtobuf(Uint8Array.of(1, 2, 3))).toThrow(Refusal);
  expect(() => decodeProtobuf(enveloped("v1", "Secret", [0x0a, 0x7f, 1]))).toThrow(Refusal);
  expect(() => decodeProtobuf(enveloped("v1", "Nothing", []))).toThrow(
    'no kind "Nothing" is registered for version "v1"',
  );
});
