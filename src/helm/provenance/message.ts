/** What a provenance file signs: Chart.yaml and the sum of the archive (helm pkg/provenance/sign.go). */
import { GoError, fromBytes, type GoMap, type Value } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import * as yaml from "../../yaml/index.ts";
import { mapOf, readTyped, struct, text } from "../../yaml/typed/index.ts";

const sumsType = struct("provenance.SumCollection", { files: mapOf(text), images: mapOf(text) });

/** YAML's document end, as a document start may not stand in a clear-signed text. */
const SEPARATOR = "\n...\n";

/** `sum` as `sha256:…`. */
export function messageBlock(chartYaml: Uint8Array, { name, sum }: { name: string; sum: string }): string {
  const files: GoMap = new Map<string, Value>([[name, sum]]);
  return fromBytes(chartYaml) + SEPARATOR + yaml.marshal(new Map<string, Value>([["files", files]]));
}

/** Throws `GoError` unless the block has this sum for the archive. */
export function checkMessageBlock(block: string, { name, sum }: { name: string; sum: string }): void {
  const [, sums] = block.split(SEPARATOR);
  if (sums === undefined) throw new GoError("message block must have at least two parts");
  const known = readTyped(sums, sumsType).files?.get(name);
  if (known === undefined) throw new GoError(`provenance does not contain a SHA for a file named ${quote(name)}`);
  if (known !== sum) throw new GoError(`sha256 sum does not match for ${name}: ${quote(known)} != ${quote(sum)}`);
}
