/** `--sign`: signs archives with a key of a keyring (helm pkg/action/package.go, Clearsign). */
import { fromBytes, toBytes } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import type { Chart } from "../../../helm/chart/index.ts";
import { clearSign, findSigningKey, messageBlock, readKeyring, unlock } from "../../../helm/provenance/index.ts";
import { chartYaml } from "../../../helm/save/index.ts";
import { digestOf } from "../../../oci/index.ts";
import { CommandError, type CommandContext } from "../../context.ts";
import { readFile } from "../../../helm/index.ts";
import { askPassword } from "./password.ts";

export interface Signer {
  /** The provenance file of an archive. Throws `GoError`. */
  sign(archive: { readonly archive: Uint8Array; readonly name: string; readonly chart: Chart }): Promise<Uint8Array>;
}

/** Asks for the passphrase once, however many charts are signed. */
export function signerFor(context: CommandContext): Signer {
  const passphrases = new Map<string, string>();
  return {
    async sign({ archive, name, chart }) {
      const text = messageBlock(chartYaml(chart), { name, sum: digestOf(archive) });
      return await signText(context, text, passphrases);
    },
  };
}

/** The clear-signed text, with the key and the keyring of the flags. Throws `GoError`. */
export async function signText(
  context: CommandContext,
  text: string,
  passphrases: Map<string, string> = new Map(),
): Promise<Uint8Array> {
  const { flags, dialect } = context;
  const openpgp = await import("openpgp");
  const keyring = flags.string("keyring");
  const keys = await readKeyring(openpgp, readFile(context.files, keyring), { dialect, name: keyring });
  const key = findSigningKey(keys, flags.string("key"));
  // Helm opens the passphrase file even for a key that has none.
  const given = fromFile(context, passphrases);
  if (key.isDecrypted()) return toBytes(await clearSign(openpgp, key, text));
  const passphrase = given ?? ask(context, key.getUserIDs()[0] ?? "Unknown");
  return toBytes(await clearSign(openpgp, await unlock(openpgp, key, passphrase), text));
}

/** The first line of the passphrase file; `-` is standard input. */
function fromFile(context: CommandContext, passphrases: Map<string, string>): string | undefined {
  const name = context.flags.string("passphrase-file");
  if (name === "") return undefined;
  const known = passphrases.get(name);
  if (known !== undefined) return known;
  const content = name === "-" ? fromStdin(context) : fromBytes(readFile(context.files, name));
  if (content === "") throw new CommandError("EOF");
  const passphrase = (content.split("\n", 1)[0] ?? "").replace(/\r$/, "");
  passphrases.set(name, passphrase);
  return passphrase;
}

function fromStdin(context: CommandContext): string {
  const content = fromBytes(context.stdin());
  if (content !== "") return content;
  throw new CommandError("specified reading passphrase from stdin, without input on stdin");
}

function ask({ out }: CommandContext, name: string): string {
  const passphrase = askPassword(out, `Password for key ${quote(name)} >  `);
  out.write("\n");
  return passphrase;
}
