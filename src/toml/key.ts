/** Keys of TOML and how they are written. */
import { escapeBasic } from "./escape.ts";

export type Key = readonly string[];

const BARE = /^[A-Za-z0-9_-]+$/;

/** One part of a key: bare where its letters allow it. */
export function formatKeyPart(part: string): string {
  return BARE.test(part) ? part : `"${escapeBasic(part)}"`;
}

/** Parts joined by dots. */
export function formatKey(key: Key): string {
  return key.map(formatKeyPart).join(".");
}

export function isBareKeyCharacter(character: number): boolean {
  const letter = character | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || isDigit(character) || character === 0x5f || character === 0x2d;
}

export function isDigit(character: number): boolean {
  return character >= 0x30 && character <= 0x39;
}
