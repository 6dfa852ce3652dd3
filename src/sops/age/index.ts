export { decryptWithAge } from "./master-key.ts";
