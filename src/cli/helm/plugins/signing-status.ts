/** What is known of a plugin's signature without a keyring (Helm 4.3.1 internal/plugin/signing_info.go). */
import { orNone } from "../../../base/index.ts";
import { fromBytes } from "../../../go/index.ts";
import { base, join } from "../../../go/path/index.ts";
import type { Metadata } from "../../../helm/plugin/index.ts";
import type { CommandContext } from "../../context.ts";

type Where = Pick<CommandContext, "files" | "settings">;

/** `local dev`, `signed`, `unsigned`, ...; `unknown` for a plugin outside Helm's own folder of plugins. */
export async function signingStatus({ files, settings }: Where, { name, version }: Metadata): Promise<string> {
  // Not the folder of the settings: Helm looks in the data folder only.
  const folder = join(settings.dataHome, "plugins");
  const installed = orNone(() => files.lstat(join(folder, name)));
  if (installed === undefined) return "unknown";
  if (installed.kind === "link") return "local dev";
  const archive = join(folder, `${name}-${version}.tgz`);
  const provenance = `${archive}.prov`;
  if (files.stat(archive) === undefined || files.stat(provenance) === undefined) return "unsigned";
  const message = clearSigned(fromBytes(files.read(provenance)));
  if (message === undefined) return "invalid provenance";
  const sum = `sha256:${new Bun.CryptoHasher("sha256").update(files.read(archive)).digest("hex")}`;
  return sumsIn(message).some(([file, expected]) => file.includes(base(archive)) && expected === sum)
    ? "signed"
    : "mismatched provenance";
}

const CLEAR_SIGNED =
  /^-----BEGIN PGP SIGNED MESSAGE-----\r?\n(?:[^\r\n]+\r?\n)*\r?\n([\s\S]*?)\r?\n-----BEGIN PGP SIGNATURE-----/m;

/** The text of a clear-signed message, `undefined` where it is none. */
function clearSigned(text: string): string | undefined {
  return CLEAR_SIGNED.exec(text)?.[1]?.replace(/^- /gm, "");
}

/** The sums of the `files:` part behind the metadata. */
function sumsIn(message: string): [string, string][] {
  const part = message.split(/\n\.\.\.\r?\n/)[1] ?? "";
  return [...part.matchAll(/^\s+(\S+): (sha256:[0-9a-f]+)\s*$/gm)].map(([, file = "", sum = ""]) => [file, sum]);
}
