/**
 * The certificate authorities of the system, from the files Go's crypto/x509 looks at on Linux: Bun brings its own list, which
 * does not know an organisation's own authority.
 */
import { readFileSync } from "node:fs";
import type { ProxyEnvironment } from "./http-proxy.ts";

const CANDIDATES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/** PEM text, or `undefined` where the system has no such file (then Bun's own list holds). */
export function systemRoots(env: ProxyEnvironment): string | undefined {
  const chosen = env.get("SSL_CERT_FILE");
  const files = chosen === undefined || chosen === "" ? CANDIDATES : [chosen];
  for (const file of files) {
    try {
      return readFileSync(file, "utf8");
    } catch {
      // The next candidate.
    }
  }
  return undefined;
}
