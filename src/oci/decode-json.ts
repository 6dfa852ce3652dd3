/** Answers of registries in JSON; what is none is refused in the words of Go's decoder. */
import { fromBytes, GoError } from "../go/index.ts";
import { unmarshal } from "../go/json/index.ts";
import { RegistryError } from "./error.ts";

/** Throws `RegistryError`. */
export function decodeJson(bytes: Uint8Array): unknown {
  const text = fromBytes(bytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new RegistryError(reasonOf(text));
  }
}

function reasonOf(text: string): string {
  if (text.trim() === "") return "EOF";
  try {
    unmarshal(text);
    return "unexpected EOF";
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    return error.message === "unexpected end of JSON input" ? "unexpected EOF" : error.message;
  }
}
