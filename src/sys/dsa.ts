/** DSA keys of 2048 and 256 bits in the form Sprig v3.3.0 prints, over the prime generator of node:crypto. */
import type * as NodeCrypto from "node:crypto";
import { GoError } from "../go/index.ts";
import { bigInteger, readElement, readElements, sequence } from "../go/encoding/index.ts";
import type { PrivateKey } from "../sprig/index.ts";

const P_BITS = 2048;
const Q_BITS = 256;

interface DsaNumbers {
  readonly p: bigint;
  readonly q: bigint;
  readonly g: bigint;
  readonly y: bigint;
  readonly x: bigint;
}

export function generateDsaKey({ generatePrimeSync, randomBytes }: typeof NodeCrypto): PrivateKey {
  const q = generatePrimeSync(Q_BITS, { bigint: true });
  const p = generatePrimeSync(P_BITS, { bigint: true, add: 2n * q, rem: 1n });
  const g = generatorOf(p, q);
  const x = (BigInt(`0x${randomBytes(Q_BITS / 8 + 8).toString("hex")}`) % (q - 1n)) + 1n;
  return dsaKey({ p, q, g, x, y: power(g, x, p) });
}

/** A number of order q: the first small base that is not of a smaller one. */
function generatorOf(p: bigint, q: bigint): bigint {
  for (let base = 2n; ; base++) {
    const g = power(base, (p - 1n) / q, p);
    if (g !== 1n) return g;
  }
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function dsaKey({ p, q, g, y, x }: DsaNumbers): PrivateKey {
  const bytes = sequence(...[0n, p, q, g, y, x].map(bigInteger));
  return {
    type: "dsa",
    pem: { label: "DSA PRIVATE KEY", bytes },
    publicKey: new Uint8Array(),
    sign: () => {
      throw new GoError("x509: certificate private key does not implement crypto.Signer");
    },
  };
}

export function readDsaKey(bytes: Uint8Array): PrivateKey {
  try {
    const numbers = readElements(readElement(bytes).contents).map(({ contents }) => toBigInt(contents));
    const [, p, q, g, y, x] = numbers;
    if (p !== undefined && q !== undefined && g !== undefined && y !== undefined && x !== undefined) {
      return dsaKey({ p, q, g, y, x });
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new GoError("parsing DSA private key from PEM: asn1: syntax error: sequence truncated");
}

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}
