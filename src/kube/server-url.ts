/** The address of an API server as client-go takes it (k8s.io/client-go 0.37 rest/url_utils.go, DefaultServerURL). */
import { attempt } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { faultOf, parse } from "../go/url/index.ts";

/** What names no scheme or no host is a host, reached without TLS. `fault` is why it can be neither. */
export function serverUrl(given: string): { url: string; fault?: string } {
  const { scheme = "", host = "" } = attempt(() => parse(given)) ?? {};
  if (scheme !== "" && host !== "") return { url: given };
  const url = `http://${given}`;
  const fault = faultOf(url);
  if (fault !== undefined) return { url, fault };
  const { path } = parse(url);
  if (path === "" || path === "/") return { url };
  return { url, fault: `host must be a URL or a host:port pair: ${quote(given)}` };
}
