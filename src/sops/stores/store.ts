import type { EncryptedTree } from "../metadata.ts";
import type { TreeBranches, TreeValue } from "../tree.ts";

/** A format that SOPS files come in. */
export interface Store {
  /** Throws `GoError`. */
  load(text: string): EncryptedTree;
  /** What a decrypted file is written as. Throws `GoError`. */
  emit(branches: TreeBranches): string;
  /** What one value of it is written as that is neither a map nor text. Throws `GoError`. */
  emitValue(value: TreeValue): string;
}

export interface StoreOptions {
  /** Blanks a level; the format's own where nothing is said. JSON takes 0, too. */
  readonly indent?: number | undefined;
}
