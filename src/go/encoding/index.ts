/** Go's encodings: base64, base32, PEM and the DER of ASN.1 (Go 1.26). */
export {
  bigInteger,
  bitString,
  concatenate,
  der,
  type Element,
  oid,
  readElement,
  readElements,
  sequence,
  TAG,
  textElement,
  unsignedInteger,
} from "./asn1.ts";
export { decodeBase32, encodeBase32 } from "./base32.ts";
export { encodeBase64 } from "../base64.ts";
export { decodeBase64 } from "./base64.ts";
export { decodePem, encodePem, type PemBlock } from "./pem.ts";
