/** What goes to a registry and what comes back, for `--debug` (helm pkg/registry/transport.go): slog's lines in both dialects. */
import { fromBytes } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { HttpError, tooLarge, type HttpClient, type HttpRequest, type HttpResponse } from "../../../sys/index.ts";
import type { CommandContext } from "../../context.ts";
import { slog } from "../log.ts";

const SECRET = new Set(["authorization", "set-cookie"]);
const BODY_CHARACTERS_MAX = 16 * 1024;

/** The same client, telling of each exchange once more was asked for. */
export function tracedClient({ dialect, err, settings }: CommandContext, client: HttpClient): HttpClient {
  if (!settings.debug) return client;
  const log = slog(err);
  let count = 0;
  return async (request) => {
    const id = count++;
    const { method, url, headers = {} } = request;
    const before = { id, url, ...(dialect === "helm3" ? { method } : {}) };
    log.debug(dialect === "helm3" ? "Request" : method, { ...before, header: headerText(Object.entries(headers)) });
    const heading = dialect === "helm3" ? "Response" : "Response".slice(0, method.length);
    try {
      const { response, body } = await withBody(request, await client(request));
      const header = headerText(response.headers);
      log.debug(heading, { id, status: response.statusLine, header, body });
      return response;
    } catch (error) {
      if (error instanceof HttpError) log.debug(heading, { id, error: withoutRequest(error.message) });
      throw error;
    }
  };
}

/** What went wrong below the request, which the line before has told. */
function withoutRequest(message: string): string {
  return message.replace(/^[A-Z][a-z]+ "(?:[^"\\]|\\.)*": /, "");
}

function headerText(headers: Iterable<readonly [string, string | readonly string[]]>): string {
  const lines: string[] = [];
  for (const [name, value] of headers) {
    const shown = SECRET.has(name.toLowerCase()) ? "*****" : [value].flat().join(", ");
    lines.push(`   ${quote(canonical(name))}: ${quote(shown)}`);
  }
  return lines.length === 0 ? "   Empty header" : lines.join("\n");
}

/** As Go writes the names of headers: `Content-Type`. */
function canonical(name: string): string {
  return name.toLowerCase().replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}

/** What the log shows of the body, which can still be read afterwards. */
async function withBody(
  { method }: HttpRequest,
  response: HttpResponse,
): Promise<{ readonly response: HttpResponse; readonly body: string }> {
  if (method === "HEAD" || response.contentLength === 0) return { response, body: "   No response body to print" };
  const type = response.headers.get("content-type") ?? "";
  if (type === "") return { response, body: "   Response body without a content type is not printed" };
  if (!isText(type)) return { response, body: `   Response body of content type ${quote(type)} is not printed` };
  const bytes = await response.readBody();
  const again = async ({ bytesMax = bytes.length } = {}): Promise<Uint8Array> => {
    if (bytes.length > bytesMax) throw tooLarge(bytesMax);
    return bytes;
  };
  const read = { ...response, readBody: again, discard: () => Promise.resolve() };
  return { response: read, body: bodyText(fromBytes(bytes)) };
}

function isText(type: string): boolean {
  const [media = ""] = type.toLowerCase().split(";");
  return /^(?:application\/json|text\/plain|text\/html|.*\+json)$/.test(media.trim());
}

function bodyText(text: string): string {
  if (text === "") return "   Response body is empty";
  if (text.includes('"token"') || text.includes('"access_token"')) {
    return "   Response body redacted due to potential credentials";
  }
  return text.length > BODY_CHARACTERS_MAX ? `${text.slice(0, BODY_CHARACTERS_MAX)}\n...(truncated)` : text;
}
