export { readKeyring } from "./keyring.ts";
export { messageBlock } from "./message.ts";
export { clearSign, findSigningKey, unlock } from "./sign.ts";
export { verifyArchive } from "./verify.ts";
export type { SignedArchive, Verification } from "./verify.ts";
