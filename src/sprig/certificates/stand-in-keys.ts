/**
 * Keys, and hashes of passwords, that only look like them, for a run of templates whose text nobody gets to see: where it matters whether
 * a chart can be rendered, or which keys it asks for. Making real ones takes longer than anything else that templates do.
 */
import { bitString, der, oid, type PemBlock, sequence, TAG, unsignedInteger } from "../../go/encoding/index.ts";
import { equalBytes } from "../../go/index.ts";
import type { KeyPort, KeyType, PrivateKey } from "./key-port.ts";

/** Nobody can take this for a key. */
const FILLING = new TextEncoder().encode("This is no key. ");

const HASH = `$2a$10$${"ThisIsNoHash".repeat(5).slice(0, 53)}`;

interface Looks {
  readonly label: string;
  /** About as long as a real one's DER. */
  readonly length: number;
  readonly signature?: NonNullable<PrivateKey["signature"]>;
}

const LOOKS: Readonly<Record<Exclude<KeyType, "rsa">, Looks>> = {
  dsa: { label: "DSA PRIVATE KEY", length: 852 },
  ecdsa: { label: "EC PRIVATE KEY", length: 121, signature: { algorithm: "1.2.840.10045.4.3.2", hasNull: false } },
  ed25519: { label: "PRIVATE KEY", length: 48, signature: { algorithm: "1.3.101.112", hasNull: false } },
};

function looksOf(type: KeyType, bits: number): Looks {
  if (type !== "rsa") return LOOKS[type];
  const signature = { algorithm: "1.2.840.113549.1.1.11", hasNull: true };
  return { label: "RSA PRIVATE KEY", length: Math.ceil(bits * 0.582), signature };
}

/** Gives stand-ins for what is made, and reads them again as well as real keys. */
export class StandInKeys implements KeyPort {
  readonly #made: PrivateKey[] = [];

  constructor(readonly real: KeyPort) {}

  generate(type: KeyType, { bits }: { readonly bits: number } = { bits: 2048 }): PrivateKey {
    const { label, length, signature } = looksOf(type, bits);
    const bytes = filled(length, this.#made.length);
    const algorithm = sequence(oid("1.2.840.113549.1.1.1"), der(TAG.null));
    const numbers = sequence(unsignedInteger(filled(bits / 8, this.#made.length)), unsignedInteger(Uint8Array.of(3)));
    const key: PrivateKey = {
      type,
      pem: { label, bytes },
      publicKey: sequence(algorithm, bitString(numbers)),
      ...(signature === undefined ? {} : { signature }),
      sign: () => filled(bits / 8, 0),
    };
    this.#made.push(key);
    return key;
  }

  read(block: PemBlock): PrivateKey {
    return this.#made.find(({ pem }) => equalBytes(pem.bytes, block.bytes)) ?? this.real.read(block);
  }

  bcrypt(): string {
    return HASH;
  }
}

/** No two are the same. */
function filled(length: number, number: number): Uint8Array {
  const bytes = Uint8Array.from({ length }, (_, i) => FILLING[i % FILLING.length] ?? 0);
  new DataView(bytes.buffer).setUint32(length - 4, number);
  return bytes;
}
