/**
 * The certificate authorities of the system, from the files Go's crypto/x509 looks at on Linux: Bun brings its own list, which
 * does not know an organisation's own authority.
 */
import { readdirSync, readFileSync } from "node:fs";
import type { ProxyEnvironment } from "./http-proxy.ts";

const CANDIDATES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

const FOLDERS = "/etc/ssl/certs:/etc/pki/tls/certs";

/**
 * PEM text, or `undefined` where the system has none (then Bun's own list holds). Folders are looked through where one is named, and
 * where no file has a certificate: those that a system comes with hold what its file holds.
 */
export function systemRoots(env: ProxyEnvironment): string | undefined {
  const chosen = env.get("SSL_CERT_FILE") ?? "";
  const folders = env.get("SSL_CERT_DIR") ?? "";
  const bundle = firstFile(chosen === "" ? CANDIDATES : [chosen]);
  const isEnough = folders === "" && bundle !== undefined && CERTIFICATE.test(bundle);
  if (isEnough) return bundle;
  const found = [bundle ?? "", ...(folders || FOLDERS).split(":").flatMap(filesIn)].flatMap(certificatesIn);
  return found.length === 0 ? undefined : found.join("\n");
}

function firstFile(files: readonly string[]): string | undefined {
  for (const file of files) {
    const text = textOf(file);
    if (text !== undefined) return text;
  }
  return undefined;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => textOf(`${folder}/${name}`) ?? "");
  } catch {
    return [];
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;

function certificatesIn(text: string): string[] {
  return text.match(new RegExp(CERTIFICATE, "g")) ?? [];
}
