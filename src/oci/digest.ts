/** Content digests, `sha256:<hex>`, with the refusals of opencontainers/go-digest. */

export function sha256Hex(bytes: Uint8Array): string {
  return new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${sha256Hex(bytes)}`;
}

const HEX_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };
const SHAPE = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/;

/** What is wrong with a digest, `undefined` when nothing is. */
export function digestProblem(text: string): string | undefined {
  const colon = text.indexOf(":");
  if (colon <= 0 || colon + 1 === text.length) return "invalid checksum digest format";
  const length = HEX_LENGTHS[text.slice(0, colon)];
  if (length === undefined) return SHAPE.test(text) ? "unsupported digest algorithm" : "invalid checksum digest format";
  const hex = text.slice(colon + 1);
  if (hex.length !== length) return "invalid checksum digest length";
  return /^[a-f0-9]+$/.test(hex) ? undefined : "invalid checksum digest format";
}

/** Whether these are the bytes a (valid) digest names. */
export function matchesDigest(bytes: Uint8Array, digest: string): boolean {
  const [algorithm = "", hex = ""] = digest.split(":");
  return new Bun.CryptoHasher(algorithm as Bun.SupportedCryptoAlgorithms).update(bytes).digest("hex") === hex;
}
