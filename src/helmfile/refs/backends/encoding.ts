import { encodeBase64, fromBytes, GoError } from "../../../go/index.ts";

/** The text of bytes as the parameter `encode` wants it. Throws `GoError`. */
export function encoded(bytes: Uint8Array, encode: string): string {
  if (encode === "" || encode === "raw") return fromBytes(bytes);
  if (encode === "base64") return encodeBase64(bytes);
  throw new GoError(`Unsupported encode parameter: '${encode}'.`);
}
