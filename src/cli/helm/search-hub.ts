/** `helm search hub` (Helm 4.3.1 pkg/cmd/search_hub.go, internal/monocular; Helm 3.22.0 the same). */
import * as path from "../../go/path/index.ts";
import { quote } from "../../go/strconv/index.ts";
import * as url from "../../go/url/index.ts";
import type { Url } from "../../go/url/index.ts";
import { GoError, type Value } from "../../go/index.ts";
import { jsonPrefixEnd } from "../../helm/strvals/index.ts";
import { HttpError, createHttpClient } from "../../sys/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { formatTable } from "../output/table.ts";
import { writeStructured } from "../output/structured.ts";
import { userAgent } from "./network/user-agent.ts";

const SEARCH_PATH = "api/chartsvc/v1/charts/search";
/** Helm waits for ever. */
const TIMEOUT_MS = 120_000;
const ANSWER_BYTES_MAX = 64 * 1024 * 1024;

export async function run(context: CommandContext): Promise<void> {
  const endpoint = context.flags.string("endpoint");
  const hub = parseEndpoint(endpoint);
  try {
    write(context, await search(context, hub));
  } catch (error) {
    if (!(error instanceof HttpError) && !(error instanceof SearchFailed)) throw error;
    context.log.debug("search failed", { error: error.message });
    throw new CommandError(`unable to perform search against ${quote(endpoint)}`);
  }
}

function parseEndpoint(endpoint: string): Url {
  const failed = (reason: string): CommandError =>
    new CommandError(`unable to create connection to ${quote(endpoint)}: ${reason}`);
  try {
    const hub = url.parse(endpoint);
    if (url.hostname(hub) !== "") return hub;
  } catch (error) {
    if (error instanceof GoError) throw failed(error.message);
    throw error;
  }
  throw failed("no hostname provided");
}

class SearchFailed extends Error {}

interface Found {
  readonly url: string;
  readonly version: string;
  readonly appVersion: string;
  readonly description: string;
  readonly repository: { readonly url: string; readonly name: string };
}

async function search(context: CommandContext, hub: Url): Promise<Found[]> {
  const { args, env, signal, flags } = context;
  const query = `q=${url.escape(args.join(" "), "queryComponent")}`;
  const address = url.format({ ...hub, path: path.join(hub.path, SEARCH_PATH), rawPath: "", rawQuery: query });
  const client = createHttpClient({ env, signal, timeoutMs: TIMEOUT_MS });
  const response = await client({ method: "GET", url: address, headers: { "User-Agent": userAgent(context) } });
  if (response.status !== 200) {
    await response.discard();
    throw new SearchFailed(`failed to fetch ${address} : ${response.statusLine}`);
  }
  return decode(await response.readBody({ bytesMax: ANSWER_BYTES_MAX }), flags.string("endpoint"));
}

/** An answer that is no JSON has no results, as in Helm; what follows its first value is not read. */
function decode(bytes: Uint8Array, endpoint: string): Found[] {
  try {
    const text = new TextDecoder().decode(bytes);
    const { data } = fieldsOf(JSON.parse(text.slice(0, jsonPrefixEnd(text))));
    return Array.isArray(data) ? data.map((item) => decodeResult(item, endpoint)) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function decodeResult(item: unknown, endpoint: string): Found {
  const { id, artifacthub, attributes, relationships } = fieldsOf(item);
  const { packageurl } = fieldsOf(artifacthub);
  const { description, repo } = fieldsOf(attributes);
  const latest = fieldsOf(fieldsOf(fieldsOf(relationships)["latestchartversion"])["data"]);
  const repository = fieldsOf(repo);
  return {
    url: textOf(packageurl) || `${endpoint}/charts/${textOf(id)}`,
    version: textOf(latest["version"]),
    appVersion: textOf(latest["app_version"]),
    description: textOf(description),
    repository: { url: textOf(repository["url"]), name: textOf(repository["name"]) },
  };
}

/** By their names in lower case: Go finds a field whatever the case of its key. */
function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function write({ flags, out }: CommandContext, found: readonly Found[]): void {
  if (found.length === 0 && flags.bool("fail-on-no-result")) throw new CommandError("no results found");
  writeStructured(out, flags.string("output"), {
    table: () =>
      tableOf(found, { columnWidthMax: flags.int("max-col-width"), withRepository: flags.bool("list-repo-url") }),
    value: () => found.map(valueOf),
  });
}

function tableOf(found: readonly Found[], options: { columnWidthMax: number; withRepository: boolean }): string {
  if (found.length === 0) return "No results found";
  const header = ["URL", "CHART VERSION", "APP VERSION", "DESCRIPTION", "REPO URL"];
  const rows = found.map((item) => [item.url, item.version, item.appVersion, item.description, item.repository.url]);
  const columns = options.withRepository ? header.length : header.length - 1;
  return formatTable(
    [header, ...rows].map((row) => row.slice(0, columns)),
    options,
  );
}

function valueOf({ url: address, version, appVersion, description, repository }: Found): Value {
  return new Map<string, Value>([
    ["url", address],
    ["version", version],
    ["app_version", appVersion],
    ["description", description],
    ["repository", new Map<string, Value>(Object.entries(repository))],
  ]);
}
