/** age's native identities (filippo.io/age v1.3.1, x25519.go): a secret key that opens stanzas of type X25519. */
import { GoError, within } from "../../go/index.ts";
import { concatenate } from "../../go/encoding/index.ts";
import { deriveKey, openChaCha } from "../primitives.ts";
import { decodeUnpadded } from "./armor.ts";
import { decodeBech32 } from "./bech32.ts";
import type { Stanza } from "./header.ts";
import { BASE_POINT, x25519 } from "./x25519.ts";

const KEY_BYTES = 32;
const FILE_KEY_BYTES = 16;
const TAG_BYTES = 16;
const INFO = "age-encryption.org/v1/X25519";

export class Identity {
  readonly #secret: Uint8Array;
  #public: Uint8Array | undefined;

  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  get publicKey(): Uint8Array {
    return (this.#public ??= x25519(this.#secret, BASE_POINT));
  }

  /** The file key, where one of the stanzas is for this identity. Throws `GoError` for stanzas that are none. */
  unwrap(stanzas: readonly Stanza[]): Uint8Array | undefined {
    for (const stanza of stanzas) {
      const key = stanza.type === "X25519" ? this.#open(stanza) : undefined;
      if (key !== undefined) return key;
    }
    return undefined;
  }

  #open({ args, body }: Stanza): Uint8Array | undefined {
    const [share = ""] = args;
    if (args.length !== 1) throw new GoError("invalid X25519 recipient block");
    const point = decodePoint(share);
    const secret = x25519(this.#secret, point);
    if (secret.every((byte) => byte === 0)) {
      throw new GoError("invalid X25519 recipient: crypto/ecdh: bad X25519 remote ECDH input: low order point");
    }
    if (body.length !== FILE_KEY_BYTES + TAG_BYTES) {
      throw new GoError("invalid X25519 recipient block: incorrect file key size");
    }
    const key = deriveKey(secret, { salt: concatenate([point, this.publicKey]), info: INFO });
    return openChaCha({ key, nonce: new Uint8Array(12), data: body });
  }
}

function decodePoint(text: string): Uint8Array {
  const point = within("failed to parse X25519 recipient", () => decodeUnpadded(text));
  if (point.length !== KEY_BYTES) throw new GoError("invalid X25519 recipient block");
  return point;
}

/** An identity from its text. Throws `GoError` that does not show it. */
export function parseIdentity(text: string): Identity {
  if (text.startsWith("AGE-PLUGIN-")) throw new GoError("identities of age plugins are not supported here");
  if (text.startsWith("AGE-SECRET-KEY-PQ-1")) throw new GoError("post-quantum identities are not supported here");
  if (!text.startsWith("AGE-SECRET-KEY-1")) throw new GoError("unknown identity type");
  return within("malformed secret key", () => {
    const { prefix, data } = decodeBech32(text);
    if (prefix !== "AGE-SECRET-KEY-") throw new GoError("unknown type");
    if (data.length !== KEY_BYTES) throw new GoError("invalid X25519 secret key");
    return new Identity(data);
  });
}

/** One on each line; with `words`, several on a line. Empty lines and those that begin with `#` are left out. */
export function parseIdentities(text: string, { words }: { readonly words: boolean }): Identity[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  return lines.flatMap((line) => (words ? line.split(/\s+/).filter((word) => word !== "") : [line])).map(parseIdentity);
}
