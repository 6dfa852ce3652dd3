/** Whether a certificate is for the host that was asked, in the words of Go's crypto/x509 (`HostnameError`). */

/** `undefined` when the certificate fits; otherwise Go's message. */
export function identityFailure(host: string, certificate: { subjectaltname?: string }): string | undefined {
  const { names, addresses } = alternativeNames(certificate.subjectaltname ?? "");
  const text = host.replace(/^\[|\]$/g, "");
  const isAddress = /^\d+(\.\d+){3}$/.test(text) || text.includes(":");
  const fits = isAddress
    ? addresses.some((address) => sameAddress(address, text))
    : names.some((name) => matches(name, text));
  if (fits) return undefined;
  return `tls: failed to verify certificate: x509: ${explain(text, isAddress, { names, addresses })}`;
}

interface AlternativeNames {
  readonly names: readonly string[];
  readonly addresses: readonly string[];
}

function alternativeNames(text: string): AlternativeNames {
  const entries = text.split(", ");
  const only = (prefix: string): string[] =>
    entries.filter((entry) => entry.startsWith(prefix)).map((entry) => entry.slice(prefix.length));
  return { names: only("DNS:"), addresses: only("IP Address:") };
}

function explain(host: string, isAddress: boolean, { names, addresses }: AlternativeNames): string {
  if (isAddress) {
    if (addresses.length === 0) return `cannot validate certificate for ${host} because it doesn't contain any IP SANs`;
    return `certificate is valid for ${addresses.join(", ")}, not ${host}`;
  }
  if (names.length === 0) return `certificate is not valid for any names, but wanted to match ${host}`;
  return `certificate is valid for ${names.join(", ")}, not ${host}`;
}

function matches(pattern: string, host: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = host.toLowerCase().replace(/\.$/, "");
  if (!wanted.startsWith("*.")) return wanted === given;
  const dot = given.indexOf(".");
  return dot > 0 && given.slice(dot) === wanted.slice(1);
}

function sameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase() || (a.includes(":") && canonical(a) === canonical(b));
}

function canonical(address: string): string {
  return URL.canParse(`http://[${address}]/`) ? new URL(`http://[${address}]/`).hostname : address.toLowerCase();
}
