import type { Verification } from "../../../helm/download/index.ts";

/** What a good signature is reported with. */
export function verificationText({ signedBy, fingerprint, fileHash }: Verification): string {
  const signers = signedBy.map((name) => `Signed by: ${name}\n`).join("");
  return `${signers}Using Key With Fingerprint: ${fingerprint}\nPlugin Hash Verified: ${fileHash}\n`;
}
