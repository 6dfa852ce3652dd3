/** Decrypts the values of a tree and computes its MAC (sops 3.13, sops.go, `Tree.Decrypt`). */
import { attempt, GoError, Int, toBytes, within } from "../go/index.ts";
import { withinStack } from "../go/json/index.ts";
import { formatFloat } from "../go/strconv/index.ts";
import { sprintf } from "../go/fmt/index.ts";
import { decryptValue } from "./cipher.ts";
import type { Metadata } from "./metadata.ts";
import { type Hash, sha512 } from "./primitives.ts";
import { isEncrypted } from "./rules.ts";
import {
  Comment,
  goTypeOf,
  isList,
  Timestamp,
  TreeBranch,
  type TreeBranches,
  type TreeItem,
  type TreeValue,
} from "./tree.ts";

export interface DecryptedTree {
  readonly branches: TreeBranches;
  /** In hexadecimal, upper case. */
  readonly mac: string;
}

/** Throws `GoError`. */
export function decryptTree(
  branches: TreeBranches,
  { metadata, key }: { metadata: Metadata; key: Uint8Array },
): DecryptedTree {
  const walk = new Walk(metadata, key);
  return within("Error walking tree", () => ({
    branches: branches.map((branch) => withinStack(() => walk.branch(branch, ROOT))),
    mac: walk.mac(),
  }));
}

interface Where {
  readonly path: readonly string[];
  readonly comments: readonly (readonly string[])[];
}

const ROOT: Where = { path: [], comments: [] };

/** With mac_only_encrypted the MAC begins with these bytes, SHA-256 of `sops`, so that it is another even where all is encrypted. */
const ONLY_ENCRYPTED = "8a3fd2ad54ce66527b1034f3d147be0b0b975b3bf44f72c6fdadec8176f27d69";

class Walk {
  readonly #metadata: Metadata;
  readonly #key: Uint8Array;
  readonly #hash: Hash = sha512();

  constructor(metadata: Metadata, key: Uint8Array) {
    this.#metadata = metadata;
    this.#key = key;
    if (metadata.macOnlyEncrypted) this.#hash.update(bytesOfHex(ONLY_ENCRYPTED));
  }

  mac(): string {
    return [...this.#hash.digest()].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("");
  }

  branch(branch: TreeBranch, { path, comments }: Where): TreeBranch {
    let above: string[] = [];
    const items = branch.items.map((item): TreeItem => {
      if (item.key instanceof Comment) {
        above.push(item.key.value);
        return { key: this.#commentKey(item.key, { path, comments: [...comments, above] }), value: item.value };
      }
      const key = stringKey(item.key);
      const value = this.#value(item.value, { path: [...path, key], comments: [...comments, above] });
      above = [];
      return { key, value };
    });
    return new TreeBranch(items);
  }

  /** What decrypts to a comment stands on a line of its own from now on: sops forgets that it stood behind a value. */
  #commentKey(comment: Comment, where: Where): Comment {
    const value = this.#leaf(comment, where);
    if (value instanceof Comment) return value;
    if (typeof value === "string") return new Comment(value, comment.inline);
    throw new GoError(`walkValue of Comment should be either Comment or string, was ${goTypeOf(value)}`);
  }

  #list(list: readonly TreeValue[], { path, comments }: Where): TreeValue[] {
    let above: string[] = [];
    return list.map((item) => {
      if (item instanceof Comment) above.push(item.value);
      const value = this.#value(item, { path, comments: [...comments, above] });
      if (!(item instanceof Comment)) above = [];
      return value;
    });
  }

  #value(value: TreeValue, where: Where): TreeValue {
    if (value === null) return null;
    if (value instanceof TreeBranch) return this.branch(value, where);
    if (isList(value)) return this.#list(value, where);
    if (value instanceof Int && value.kind !== "int") {
      throw new GoError(`Cannot walk value, unknown type: ${value.type}`);
    }
    return this.#leaf(value, where);
  }

  #leaf(value: TreeValue, where: Where): TreeValue {
    const isComment = value instanceof Comment;
    const encrypted = isEncrypted(this.#metadata.rules, { ...where, isComment });
    const plain = encrypted ? this.#decrypt(value, `${where.path.join(":")}:`) : value;
    // Comments in lists come as text and are known for comments only now.
    const counts = encrypted || !this.#metadata.macOnlyEncrypted;
    if (counts && !(plain instanceof Comment)) this.#hash.update(macBytes(plain));
    return plain;
  }

  #decrypt(value: TreeValue, context: string): TreeValue {
    if (value instanceof Comment) return this.#comment(value, context);
    if (typeof value !== "string") throw new GoError(`Expected encrypted value as string, but got ${goTypeOf(value)}`);
    return within("Could not decrypt value", () => decryptValue(value, this.#key, context));
  }

  /** A comment that cannot be decrypted was not encrypted. */
  #comment(comment: Comment, context: string): TreeValue {
    return attempt(() => decryptValue(comment.value, this.#key, context)) ?? comment;
  }
}

function stringKey(key: TreeValue): string {
  if (typeof key === "string") return key;
  const shown = key instanceof Int || typeof key === "boolean" || key === null ? sprintf("%s", [key]) : goTypeOf(key);
  throw new GoError(`Tree contains a non-string key (type ${goTypeOf(key)}): ${shown}. Only string keys are supported`);
}

/** What the MAC is computed over. */
function macBytes(value: TreeValue): Uint8Array {
  if (typeof value === "string") return toBytes(value);
  if (typeof value === "boolean") return toBytes(value ? "True" : "False");
  if (typeof value === "number") return toBytes(formatFloat(value, "f"));
  if (value instanceof Timestamp) return toBytes(value.text);
  if (value instanceof Int) return toBytes(value.value.toString());
  if (value !== null && "bytes" in value) return value.bytes;
  throw new GoError(`Could not convert unknown type ${goTypeOf(value)} to bytes`);
}

function bytesOfHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
