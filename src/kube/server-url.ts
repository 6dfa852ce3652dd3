/** The address of an API server as client-go takes it (k8s.io/client-go 0.37 rest/url_utils.go, DefaultServerURL). */
import { GoError } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { parse, type Url } from "../go/url/index.ts";

/** What names no scheme or no host is a host, reached without TLS. `fault` is why it can be neither. */
export function serverUrl(given: string): { url: string; fault?: string } {
  const parsed = parsedOr(given);
  if (typeof parsed !== "string" && parsed.scheme !== "" && parsed.host !== "") return { url: given };
  const url = `http://${given}`;
  const again = parsedOr(url);
  if (typeof again === "string") return { url, fault: again };
  if (again.path === "" || again.path === "/") return { url };
  return { url, fault: `host must be a URL or a host:port pair: ${quote(given)}` };
}

/** The parts of an address, or what Go has against it. */
function parsedOr(address: string): Url | string {
  try {
    return parse(address);
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}
