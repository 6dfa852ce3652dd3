/** Encrypted files and references to values elsewhere, as Helmfile has helm-secrets and vals read them; here the program does it itself. */
import type { FileSystem } from "../../base/index.ts";
import { fromBytes } from "../../go/index.ts";
import { absolute } from "../../go/path/index.ts";
import { decryptSecrets, evaluateHcl, Refs, type Secrets } from "../../helmfile/index.ts";
import { sopsWorld } from "../sops-world.ts";
import type { StateContext } from "./site.ts";

/** For files of one folder. */
export function secretsOf(
  { env, log, secretTexts }: StateContext,
  { files, cwd }: { files: FileSystem; cwd: string },
): Secrets {
  const world = sopsWorld({ env, files, cwd });
  const refs = new Refs(world);
  return {
    expand(value) {
      const expanded = refs.expand(value);
      secretTexts.add(value, expanded);
      return expanded;
    },
    decrypt(path) {
      const full = absolute(path, cwd);
      log.info(`Decrypting secret ${full}`);
      return decryptSecrets(full, world);
    },
    hcl: (paths) => evaluateHcl(paths.map((path) => ({ path, text: fromBytes(files.read(path)) }))),
  };
}
