/** The key that the values are encrypted with, from whichever master keys can be used (sops 3.13, sops.go, usererrors.go). */
import { GoError } from "../go/index.ts";
import { decryptWithAge } from "./age/index.ts";
import { ExitCodes, SopsError } from "./error.ts";
import type { KeyGroup, MasterKey, Metadata } from "./metadata.ts";
import { combine } from "./shamir.ts";
import { wordWrap } from "./word-wrap.ts";
import type { SopsWorld } from "./world.ts";

export interface DataKeyOptions {
  /** Types of keys in the order in which they are tried; those that are not named come last. */
  readonly order: readonly string[];
}

export const DEFAULT_ORDER: readonly string[] = ["age", "pgp"];

/** No group, or too few of them, could be opened. `message` is what libraries say, `explanation` what the program prints. */
export class DataKeyError extends SopsError {
  override name = "DataKeyError";

  constructor(
    message: string,
    readonly explanation: string,
  ) {
    super(message, ExitCodes.couldNotRetrieveKey);
  }
}

/** Throws `SopsError`. */
export function dataKeyOf(
  { keyGroups, shamirThreshold }: Metadata,
  { order }: DataKeyOptions,
  world: SopsWorld,
): Uint8Array {
  const results = keyGroups.map((group) => openGroup(sorted(group, order), world));
  const parts = results.flatMap((result) => (result instanceof Uint8Array ? [result] : []));
  const single = keyGroups.length === 1;
  if (single ? parts.length !== 1 : parts.length < shamirThreshold) throw groupsFailed(results, shamirThreshold);
  return single ? (parts[0] as Uint8Array) : combined(parts);
}

function sorted(group: KeyGroup, order: readonly string[]): MasterKey[] {
  const rank = ({ type }: MasterKey): number => (order.includes(type) ? order.lastIndexOf(type) : order.length);
  return [...group].sort((a, b) => rank(a) - rank(b));
}

function combined(parts: readonly Uint8Array[]): Uint8Array {
  try {
    return combine(parts);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new SopsError(`could not get data key from shamir parts: ${error.message}`, ExitCodes.couldNotRetrieveKey);
  }
}

interface FailedKey {
  readonly key: MasterKey;
  readonly why: string;
}

type GroupResult = Uint8Array | readonly FailedKey[];

function openGroup(group: readonly MasterKey[], world: SopsWorld): GroupResult {
  const failed: FailedKey[] = [];
  for (const key of group) {
    try {
      return openKey(key, world);
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      failed.push({ key, why: error.message });
    }
  }
  return failed;
}

function openKey(key: MasterKey, world: SopsWorld): Uint8Array {
  if (key.type === "age") return decryptWithAge(key, world);
  throw new GoError(`keys of type ${key.type} are not supported here: only age's are`);
}

function groupsFailed(results: readonly GroupResult[], threshold: number): DataKeyError {
  const opened = results.filter((result) => result instanceof Uint8Array).length;
  const groups = results.map((result, i) => explainGroup(result, i)).join("\n\n");
  return new DataKeyError(
    `Error getting data key: ${threshold} successful groups required, got ${opened}`,
    `Failed to get the data key required to decrypt the SOPS file.\n\n${groups}\n\n${wordWrap(conclusion(threshold, opened), 75)}`,
  );
}

function explainGroup(result: GroupResult, index: number): string {
  if (result instanceof Uint8Array) return `Group ${index}: SUCCESS`;
  const keys = result.map(explainKey).join("\n\n");
  return `Group ${index}: FAILED\n${prefixed(keys, "  ")}`;
}

function explainKey({ key, why }: FailedKey): string {
  const reasons = prefixed(wordWrap(why, 60), "  | ").replace(/^./, "-");
  return `${key.name}: FAILED\n${prefixed(reasons, "  ")}`;
}

function prefixed(text: string, prefix: string): string {
  const lines = text.split("\n");
  return lines.map((line, i) => (line === "" && i === lines.length - 1 ? "" : prefix + line)).join("\n");
}

function conclusion(threshold: number, opened: number): string {
  if (threshold === 0) {
    return (
      "Recovery failed because no master key was able to decrypt the file. In order for SOPS to recover the file, " +
      "at least one key has to be successful, but none were."
    );
  }
  return (
    `Recovery failed because the file was encrypted with a Shamir threshold of ${threshold}, but only ${opened} part(s) were ` +
    "successfully recovered, one for each successful key group. In order for SOPS to recover the file, at least " +
    `${threshold} groups have to be successful. In order for a group to be successful, decryption has to succeed with any ` +
    "of the keys in that key group."
  );
}
