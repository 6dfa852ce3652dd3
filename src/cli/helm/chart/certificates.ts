import { GoError } from "../../../go/index.ts";
import { CommandError, type CommandContext } from "../../context.ts";

/**
 * Refuses certificates that cannot be used before anything else is done, also where no registry will be asked: Helm makes its client first
 * (helm pkg/cmd/root.go, newRegistryClient). Nothing is loaded where none are named. Throws `CommandError`.
 */
export async function checkCertificates(context: CommandContext): Promise<void> {
  const { flags } = context;
  const names = {
    certFile: flags.string("cert-file"),
    keyFile: flags.string("key-file"),
    caFile: flags.string("ca-file"),
  };
  if (Object.values(names).every((name) => name === "")) return;
  const { tlsOptions } = await import("../network/tls-files.ts");
  try {
    tlsOptions(context, { ...names, insecureSkipTlsVerify: flags.bool("insecure-skip-tls-verify") });
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new CommandError(`missing registry client: ${error.message}`, { cause: error });
  }
}
