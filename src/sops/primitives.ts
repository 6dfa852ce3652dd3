/** Ciphers and hashes, loaded when the first file is decrypted: no other command should pay for them. */
import type * as Aes from "@noble/ciphers/aes.js";
import type * as ChaCha from "@noble/ciphers/chacha.js";
import type * as Hkdf from "@noble/hashes/hkdf.js";
import type * as Hmac from "@noble/hashes/hmac.js";
import type * as Sha2 from "@noble/hashes/sha2.js";

const aes = (): typeof Aes => require("@noble/ciphers/aes.js") as typeof Aes;
const chacha = (): typeof ChaCha => require("@noble/ciphers/chacha.js") as typeof ChaCha;
const hkdf = (): typeof Hkdf => require("@noble/hashes/hkdf.js") as typeof Hkdf;
const hmac = (): typeof Hmac => require("@noble/hashes/hmac.js") as typeof Hmac;
const sha2 = (): typeof Sha2 => require("@noble/hashes/sha2.js") as typeof Sha2;

export interface Sealed {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  /** The tag stands at its end. */
  readonly data: Uint8Array;
  readonly additional?: Uint8Array;
}

/** AES in Galois counter mode; `undefined` where the tag does not fit. */
export function openGcm({ key, nonce, data, additional }: Sealed): Uint8Array | undefined {
  return orNothing(() => aes().gcm(key, nonce, additional).decrypt(data));
}

/** ChaCha20-Poly1305; `undefined` where the tag does not fit. */
export function openChaCha({ key, nonce, data }: Sealed): Uint8Array | undefined {
  return orNothing(() => chacha().chacha20poly1305(key, nonce).decrypt(data));
}

function orNothing(open: () => Uint8Array): Uint8Array | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}

/** 32 bytes derived with SHA-256. */
export function deriveKey(secret: Uint8Array, options: { salt?: Uint8Array; info: string }): Uint8Array {
  return hkdf().hkdf(sha2().sha256, secret, options.salt, new TextEncoder().encode(options.info), 32);
}

export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  return hmac().hmac(sha2().sha256, key, data);
}

export interface Hash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

export function sha512(): Hash {
  return sha2().sha512.create();
}
