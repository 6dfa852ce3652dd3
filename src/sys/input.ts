/** Standard input. */
import * as fs from "node:fs";
import { FileError, fileErrorCode } from "../base/index.ts";

const STANDARD_INPUT = 0;

/** All of it. Throws `FileError`. */
export function readInput(): Uint8Array {
  try {
    return fs.readFileSync(STANDARD_INPUT);
  } catch (error) {
    throw new FileError("read", "/dev/stdin", fileErrorCode((error as { code?: string }).code ?? ""));
  }
}
