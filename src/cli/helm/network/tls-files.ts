/** Certificates named by flags and repositories (Helm 4.3.1 internal/tlsutil; Helm 3.22.0 the same package). */
import { fromBytes, GoError } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import type { GetOptions } from "../../../helm/download/index.ts";
import type { TlsOptions } from "../../../sys/index.ts";
import { readFile } from "../../../helm/index.ts";
import type { CommandContext } from "../../context.ts";

type Surroundings = Pick<CommandContext, "cwd" | "files" | "dialect">;
type TlsFlags = Pick<GetOptions, "certFile" | "keyFile" | "caFile" | "insecureSkipTlsVerify">;

/** `undefined` when nothing asks for more than the usual. Throws `GoError`. */
export function tlsOptions(context: Surroundings, flags: TlsFlags): TlsOptions | undefined {
  const { certFile = "", keyFile = "", caFile = "", insecureSkipTlsVerify = false } = flags;
  if ((certFile === "" || keyFile === "") && caFile === "" && !insecureSkipTlsVerify) return undefined;
  const read = context.dialect === "helm4" ? readFor4 : readFor3;
  try {
    return { ...read(context, { certFile, keyFile, caFile }), insecure: insecureSkipTlsVerify };
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`can't create TLS config for client: ${error.message}`);
    throw error;
  }
}

interface Names {
  readonly certFile: string;
  readonly keyFile: string;
  readonly caFile: string;
}

function readFor4(context: Surroundings, { certFile, keyFile, caFile }: Names): TlsOptions {
  const problems: string[] = [];
  const read = (what: string, name: string): string => {
    try {
      return fromBytes(readFile(context.files, name));
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      problems.push(`${what}: ${quote(name)}: ${error.message}`);
      return "";
    }
  };
  const hasPair = certFile !== "" || keyFile !== "";
  const certText = hasPair ? read("unable to read cert file", certFile) : "";
  // A missing certificate keeps Helm from looking at the key.
  const keyText = hasPair && problems.length === 0 ? read("unable to read key file", keyFile) : "";
  // An empty file is none.
  const [cert, key] = certText === "" || keyText === "" ? [] : [certText, keyText];
  const ca = caFile === "" ? undefined : read("can't read CA file", caFile) || undefined;
  if (problems.length > 0) throw new GoError(problems.join("\n"));
  const fault = pairFault(cert, key);
  if (fault !== undefined) throw new GoError(`unable to load cert from key pair: ${fault}`);
  if (ca !== undefined && !hasCertificate(ca)) throw new GoError("failed to append certificates from pem block");
  return { cert, key, ca };
}

function readFor3(context: Surroundings, { certFile, keyFile, caFile }: Names): TlsOptions {
  const pair = certFile === "" || keyFile === "" ? {} : readPair3(context, { certFile, keyFile });
  if (caFile === "") return pair;
  let ca: string;
  try {
    ca = fromBytes(readFile(context.files, caFile));
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`can't read CA file: ${caFile}`);
    throw error;
  }
  if (!hasCertificate(ca)) throw new GoError(`failed to append certificates from file: ${caFile}`);
  return { ...pair, ca };
}

function readPair3(context: Surroundings, { certFile, keyFile }: Omit<Names, "caFile">): TlsOptions {
  try {
    const cert = fromBytes(readFile(context.files, certFile));
    const key = fromBytes(readFile(context.files, keyFile));
    const fault = pairFault(cert, key);
    if (fault !== undefined) throw new GoError(fault);
    return { cert, key };
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`can't load key pair from cert ${certFile} and key ${keyFile}: ${error.message}`);
  }
}

function hasCertificate(pem: string): boolean {
  return pem.includes("-----BEGIN CERTIFICATE-----");
}

/** What Go's `tls.X509KeyPair` says of the commonest mistakes. */
function pairFault(cert: string | undefined, key: string | undefined): string | undefined {
  if (cert === undefined || key === undefined) return undefined;
  if (!cert.includes("-----BEGIN ")) return "tls: failed to find any PEM data in certificate input";
  if (!hasCertificate(cert)) return 'tls: failed to find "CERTIFICATE" PEM block in certificate input';
  if (!key.includes("-----BEGIN ")) return "tls: failed to find any PEM data in key input";
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key)) {
    return 'tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input';
  }
  return undefined;
}
