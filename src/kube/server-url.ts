/** The address of an API server as client-go takes it (k8s.io/client-go 0.37 rest/url_utils.go, DefaultServerURL). */

const WITH_HOST = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i;
/** Of what is given without a scheme. */
const PARTS = /^([^/?#]*)([^?#]*)/;

/** What names no scheme or no host is a host, reached without TLS. */
export function serverUrl(given: string): { url: string; fault?: string } {
  if (WITH_HOST.test(given)) return { url: given };
  const url = `http://${given}`;
  const [, authority = "", path = ""] = PARTS.exec(given) ?? [];
  const port = /(?<!\[[^\]]*):.*$/.exec(authority)?.[0] ?? "";
  if (!/^(:\d*)?$/.test(port)) return { url, fault: `parse "${url}": invalid port "${port}" after host` };
  if (path === "" || path === "/") return { url };
  return { url, fault: `host must be a URL or a host:port pair: "${given}"` };
}
