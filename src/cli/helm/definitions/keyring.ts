import { join } from "../../../go/path/index.ts";
import type { DefinitionOptions } from "./options.ts";

/**
 * GnuPG's ring of public keys. Helm 4 takes the newer keybox where only that exists; with neither, messages keep naming
 * the old file.
 */
export function keyring({ dialect, env, files }: DefinitionOptions): string {
  const home = env.get("GNUPGHOME") ?? join(env.get("HOME") ?? "", ".gnupg");
  const ring = join(home, "pubring.gpg");
  if (dialect === "helm3" || files.stat(ring) !== undefined) return ring;
  const keybox = join(home, "pubring.kbx");
  return files.stat(keybox) === undefined ? ring : keybox;
}
