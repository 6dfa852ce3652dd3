/** How large an object may be: as much as etcd takes in one request (its --max-request-bytes). */
import type { JsonObject } from "../../kube/index.ts";
import { sizeOf } from "../storage/size.ts";
import { Refusal } from "../wire/refusal.ts";

const OBJECT_BYTES_MAX = 1.5 * 1024 * 1024;
/** In JSON, of one letter of Go's. */
const BYTES_OF_A_LETTER_MAX = 6;

/** Throws where it is larger. */
export function checkSize(object: JsonObject): void {
  // Most are far from it, which is seen without counting bytes.
  if (sizeOf(object) * BYTES_OF_A_LETTER_MAX <= OBJECT_BYTES_MAX) return;
  const bytes = new TextEncoder().encode(JSON.stringify(object)).length;
  if (bytes > OBJECT_BYTES_MAX) throw new Refusal(500, "", "etcdserver: request is too large");
}
