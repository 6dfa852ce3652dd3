import { GoError } from "../go/index.ts";

/** What sops says when a file cannot be decrypted; `exitCode` is what its program ends with (cmd/sops/codes). */
export class SopsError extends GoError {
  override name = "SopsError";

  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

export const ExitCodes = {
  couldNotReadInput: 2,
  couldNotWriteOutput: 3,
  dumpingTree: 4,
  conflictingParameters: 8,
  decryptingTree: 25,
  macMismatch: 51,
  treePathFormat: 91,
  noFile: 100,
  duplicateKeyType: 112,
  couldNotRetrieveKey: 128,
} as const;

/** Stands for what could be a secret in an error: sops shows the text itself. */
export const HIDDEN = "***";
