import { toBytes } from "../../go/index.ts";
import { machineDigest } from "../../sys/index.ts";

export function hexDigest(algorithm: "sha1" | "sha256", content: string | Uint8Array): string {
  const bytes = machineDigest(algorithm, typeof content === "string" ? toBytes(content) : content);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
