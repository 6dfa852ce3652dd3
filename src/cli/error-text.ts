/** What a command line says of an error that ends it. */
import { FileError, fileErrorCode } from "../base/index.ts";
import { withoutPasswords } from "./secrets.ts";

export function errorText(error: unknown): string {
  return withoutPasswords(error instanceof Error ? clear(error) : String(error));
}

/** The engine's own words for input beyond its means say nothing about the input, and nobody knows those of the system's calls. */
function clear(error: Error): string {
  if (isSystemError(error)) return new FileError(error.syscall, error.path, fileErrorCode(error.code)).message;
  if (!(error instanceof RangeError)) return error.message;
  if (error.message.includes("call stack")) return "the input is nested too deeply";
  return /out of memory|invalid (?:array|string) length/i.test(error.message)
    ? "the input is too large"
    : error.message;
}

interface SystemError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path: string;
}

function isSystemError(error: Error & Partial<SystemError>): error is SystemError {
  const { code = "", syscall, path } = error;
  return fileErrorCode(code) === code && typeof syscall === "string" && typeof path === "string";
}
