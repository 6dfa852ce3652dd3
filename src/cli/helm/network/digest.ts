export { digestOf, sha256Hex } from "../../../oci/index.ts";
