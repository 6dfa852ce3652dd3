/** The port for keys: Sprig's functions make and use them, and never do the arithmetic. */
import type { PemBlock } from "../../go/encoding/index.ts";

export type KeyType = "rsa" | "dsa" | "ecdsa" | "ed25519";

export interface PrivateKey {
  readonly type: KeyType;
  /** As Sprig prints it: PKCS #1 for RSA, SEC 1 for ECDSA, PKCS #8 for Ed25519. */
  readonly pem: PemBlock;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  /** The object identifier of its signatures, and whether NULL follows it; none for DSA, which cannot sign certificates. */
  readonly signature?: { readonly algorithm: string; readonly hasNull: boolean };
  sign(data: Uint8Array): Uint8Array;
}

export interface KeyPort {
  /** RSA keys have `bits`, DSA keys are 2048/256, ECDSA keys are on P-256. */
  generate(type: KeyType, options?: { readonly bits: number }): PrivateKey;
  /** The same beside everything else; nothing for a type that takes no time. */
  begin?(type: KeyType, options?: { readonly bits: number }): Promise<PrivateKey> | undefined;
  /** Reads `RSA PRIVATE KEY`, `EC PRIVATE KEY`, `DSA PRIVATE KEY` or `PRIVATE KEY`. Throws GoError. */
  read(block: PemBlock): PrivateKey;
  /** A bcrypt hash of cost 10, `$2a$10$…`, of at most 72 bytes. */
  bcrypt(password: Uint8Array): string;
  beginBcrypt?(password: Uint8Array): Promise<string>;
}
