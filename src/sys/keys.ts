/**
 * Keys for templates, by node:crypto, which is loaded when the first key is asked for: importing it costs 2 ms.
 * Bun's crypto has no DSA, so those keys are made here from its primes.
 */
import type * as NodeCrypto from "node:crypto";
import type { PemBlock } from "../go/encoding/index.ts";
import { GoError } from "../go/index.ts";
import type { KeyPort, KeyType, PrivateKey } from "../sprig/index.ts";
import { generateDsaKey, readDsaKey } from "./dsa.ts";

/** The KeyPort of this machine. */
export function machineKeys(): KeyPort {
  return { generate, begin, read, bcrypt, beginBcrypt };
}

function crypto(): typeof NodeCrypto {
  return require("node:crypto") as typeof NodeCrypto;
}

const BCRYPT = { algorithm: "bcrypt", cost: 10 } as const;

/** To bcrypt, where a NUL ends the password and all is repeated, one NUL is no password, which Bun does not take. */
const NO_PASSWORD = Uint8Array.of(0);

function bcrypt(password: Uint8Array): string {
  return asGo(Bun.password.hashSync(asBun(password), BCRYPT));
}

async function beginBcrypt(password: Uint8Array): Promise<string> {
  return asGo(await Bun.password.hash(asBun(password), BCRYPT));
}

function asBun(password: Uint8Array): Uint8Array<ArrayBuffer> {
  return password.length === 0 ? NO_PASSWORD : (password as Uint8Array<ArrayBuffer>);
}

/** Bun writes `$2b$` for what Go writes as `$2a$`: the same hash. */
function asGo(hash: string): string {
  return hash.replace(/^\$2b\$/, "$2a$");
}

function generate(type: KeyType, { bits }: { readonly bits: number } = { bits: 2048 }): PrivateKey {
  const { generateKeyPairSync } = crypto();
  switch (type) {
    case "rsa":
      return fromKeyObject(generateKeyPairSync("rsa", { modulusLength: bits }).privateKey);
    case "ecdsa":
      return fromKeyObject(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
    case "ed25519":
      return fromKeyObject(generateKeyPairSync("ed25519").privateKey);
    case "dsa":
      return generateDsaKey(crypto());
  }
}

/** On a thread of the runtime. */
function begin(type: KeyType, { bits }: { readonly bits: number } = { bits: 2048 }): Promise<PrivateKey> | undefined {
  if (type !== "rsa") return undefined;
  return new Promise((resolve, reject) => {
    crypto().generateKeyPair("rsa", { modulusLength: bits }, (error, _, privateKey) => {
      if (error === null) resolve(fromKeyObject(privateKey));
      else reject(error);
    });
  });
}

const ENCODINGS: Record<string, { readonly type: "pkcs1" | "sec1" | "pkcs8"; readonly problem: string }> = {
  "RSA PRIVATE KEY": { type: "pkcs1", problem: "parsing RSA private key from PEM" },
  "EC PRIVATE KEY": { type: "sec1", problem: "parsing EC private key from PEM" },
  "PRIVATE KEY": { type: "pkcs8", problem: "decoding PEM as PKCS#8" },
};

function read({ label, bytes }: PemBlock): PrivateKey {
  if (label === "DSA PRIVATE KEY") return readDsaKey(bytes);
  const encoding = ENCODINGS[label];
  if (encoding === undefined) throw new GoError(`invalid private key type ${label}`);
  const { type, problem } = encoding;
  try {
    return fromKeyObject(crypto().createPrivateKey({ key: Buffer.from(bytes), format: "der", type }));
  } catch (error) {
    if (error instanceof GoError) throw error;
    throw new GoError(`${problem}: asn1: structure error: tags don't match`, { cause: error });
  }
}

interface Algorithm {
  readonly type: KeyType;
  readonly label: string;
  readonly encoding: "pkcs1" | "sec1" | "pkcs8";
  /** The digest that is signed; none for Ed25519, which signs the data. */
  readonly hash: string | null;
  readonly signature: { readonly algorithm: string; readonly hasNull: boolean };
}

function fromKeyObject(key: NodeCrypto.KeyObject): PrivateKey {
  const { sign, createPublicKey } = crypto();
  const { type, label, encoding, hash, signature } = algorithmOf(key);
  return {
    type,
    pem: { label, bytes: key.export({ format: "der", type: encoding }) },
    publicKey: createPublicKey(key).export({ format: "der", type: "spki" }),
    signature,
    sign: (data) => sign(hash, data, key),
  };
}

function algorithmOf(key: NodeCrypto.KeyObject): Algorithm {
  switch (key.asymmetricKeyType) {
    case "rsa":
      return {
        type: "rsa",
        label: "RSA PRIVATE KEY",
        encoding: "pkcs1",
        hash: "sha256",
        signature: { algorithm: "1.2.840.113549.1.1.11", hasNull: true },
      };
    case "ec":
      return ecAlgorithm(key.asymmetricKeyDetails?.namedCurve ?? "");
    case "ed25519":
      return {
        type: "ed25519",
        label: "PRIVATE KEY",
        encoding: "pkcs8",
        hash: null,
        signature: { algorithm: "1.3.101.112", hasNull: false },
      };
    default:
      throw new GoError("x509: PKCS#8 wrapping contained private key with unknown algorithm");
  }
}

const CURVES: Record<string, readonly [hash: string, algorithm: string]> = {
  secp224r1: ["sha256", "1.2.840.10045.4.3.2"],
  prime256v1: ["sha256", "1.2.840.10045.4.3.2"],
  secp384r1: ["sha384", "1.2.840.10045.4.3.3"],
  secp521r1: ["sha512", "1.2.840.10045.4.3.4"],
};

function ecAlgorithm(curve: string): Algorithm {
  const known = CURVES[curve];
  if (known === undefined) throw new GoError("x509: unknown elliptic curve");
  const [hash, algorithm] = known;
  return { type: "ecdsa", label: "EC PRIVATE KEY", encoding: "sec1", hash, signature: { algorithm, hasNull: false } };
}
