/**
 * Hashes and ciphers, each loaded when it is first used: few charts need them, and together they would add several
 * milliseconds to every start. `require` is what loads a module without waiting; bundlers for browsers understand it.
 */
import type * as Aes from "@noble/ciphers/aes.js";
import type * as Hmac from "@noble/hashes/hmac.js";
import type * as Legacy from "@noble/hashes/legacy.js";
import type * as Scrypt from "@noble/hashes/scrypt.js";
import type * as Sha2 from "@noble/hashes/sha2.js";
import type { Digest } from "./ports.ts";

const aes = (): typeof Aes => require("@noble/ciphers/aes.js") as typeof Aes;
const hmac = (): typeof Hmac => require("@noble/hashes/hmac.js") as typeof Hmac;
const legacy = (): typeof Legacy => require("@noble/hashes/legacy.js") as typeof Legacy;
const scrypt = (): typeof Scrypt => require("@noble/hashes/scrypt.js") as typeof Scrypt;
const sha2 = (): typeof Sha2 => require("@noble/hashes/sha2.js") as typeof Sha2;

function sha1(bytes: Uint8Array): Uint8Array {
  return legacy().sha1(bytes);
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return sha2().sha256(bytes);
}

function sha512(bytes: Uint8Array): Uint8Array {
  return sha2().sha512(bytes);
}

/** The digest of bytes by the name of its algorithm. */
export const digest: Digest = (algorithm, bytes) => ({ sha1, sha256, sha512 })[algorithm](bytes);

export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  return hmac().hmac(sha2().sha256, key, data);
}

/** The key that the Master Password algorithm derives: 64 bytes at N 32768, r 8, p 2. */
export function masterKey(password: Uint8Array, salt: Uint8Array): Uint8Array {
  return scrypt().scrypt(password, salt, { N: 32768, r: 8, p: 2, dkLen: 64 });
}

interface CbcInput {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly data: Uint8Array;
}

/** AES in CBC mode, the last block filled up as PKCS #7 says. */
export function encryptCbc({ key, iv, data }: CbcInput): Uint8Array {
  return aes().cbc(key, iv).encrypt(data);
}

/** The same backwards, the filling left in place. `data` is whole blocks. */
export function decryptCbc({ key, iv, data }: CbcInput): Uint8Array {
  return aes().cbc(key, iv, { disablePadding: true }).decrypt(data);
}
