/** Whether a certificate is for the host that was asked, in the words of Go's crypto/x509 (`HostnameError`). */

export type TlsInit = NonNullable<BunFetchRequestInit["tls"]>;

/** Whether `fetch` refused a server for its name. */
export function isMisnamed(error: unknown): boolean {
  return (error as { code?: string }).code === "ERR_TLS_CERT_ALTNAME_INVALID";
}

interface Asked {
  readonly target: URL;
  readonly proxy: string | undefined;
  readonly tls: TlsInit;
}

const PROBE_MS = 2000;

/** What is wrong with the name of a server that `fetch` refused for it: read in a second handshake, by the same way, that sends nothing. */
export async function identityFailureOf(host: string, { target, proxy, tls }: Asked): Promise<string | undefined> {
  let failure: string | undefined;
  const checkServerIdentity = (_: string, certificate: { subjectaltname?: string }): Error => {
    failure = identityFailure(host, certificate);
    return new Error("only looked at");
  };
  const options = {
    tls: { ...tls, checkServerIdentity },
    proxy: proxy ?? false,
    signal: AbortSignal.timeout(PROBE_MS),
  };
  await fetch(target.origin, options as unknown as BunFetchRequestInit).catch(() => undefined);
  return failure;
}

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
