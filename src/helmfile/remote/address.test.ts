/** Addresses as Helmfile said it reads them: test/recorded/helmfile-addresses.ts. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addressFault, cacheKey, parseAddress } from "./address.ts";

const FILE = join(import.meta.dir, "../../../test/cases/helmfile-addresses/addresses.jsonl");
const sha256 = (text: string): string => new Bun.CryptoHasher("sha256").update(text).digest("hex");

function read(address: string): Record<string, string> {
  if (addressFault(address) !== undefined) return { address };
  const parsed = parseAddress(address);
  // What Helmfile refuses is refused before it says anything.
  if (parsed.file.includes("*") && !parsed.hasSelector) return { address };
  const { getter, scheme, user, host, dir, file } = parsed;
  return { address, getter, scheme, user, host, dir, file, "getter dest": `r/${cacheKey(parsed, sha256)}` };
}

for (const line of readFileSync(FILE, "utf8").trim().split("\n")) {
  const recorded = JSON.parse(line) as { address: string };
  test(recorded.address, () => expect(read(recorded.address)).toEqual(recorded));
}
