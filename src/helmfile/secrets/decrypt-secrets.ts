/**
 * Files under `secrets:` as the plugin helm-secrets decrypts them for Helmfile (4.8.0, scripts/commands/decrypt.sh): what they are is found
 * by looking into them, not by their names.
 */
import { FileError } from "../../base/index.ts";
import { fromBytes, GoError } from "../../go/index.ts";
import { decryptFile, type Format, type SopsWorld } from "../../sops/index.ts";

/** The text behind an encrypted file; `path` is absolute. Throws `GoError` with the plugin's text. */
export function decryptSecrets(path: string, world: SopsWorld): string {
  const data = read(path, world);
  const text = fromBytes(data);
  if (!/mac.*,type:str]/.test(text)) throw new GoError(`[helm-secrets] File is not encrypted: ${path}`);
  const format = formatOf(text);
  try {
    return fromBytes(decryptFile(data, { input: format, output: format }, world));
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(
      `${error.message}\n[helm-secrets] Error while decrypting file: ${path}\n[helm-secrets] File is not encrypted: ${path}`,
    );
  }
}

function read(path: string, { files }: SopsWorld): Uint8Array {
  try {
    return files.read(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new GoError(`[helm-secrets] File does not exist: ${path}`);
  }
}

function formatOf(text: string): Format {
  if (/^sops:\s*$/m.test(text)) return "yaml";
  return text.includes('"data": "ENC') ? "binary" : "json";
}
