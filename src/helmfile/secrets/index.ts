export { decryptSecrets } from "./decrypt-secrets.ts";
