/** JSON schemas as Helm checks values against them, and the schemas that they refer to. */
import { GoError, fromBytes } from "../../../go/index.ts";
import { type Json, parseJson } from "../../../jsonschema/index.ts";
import { readFile, type SchemaValidator, valuesValidator } from "../../../helm/index.ts";
import { createHttpClient } from "../../../sys/index.ts";
import type { CommandContext } from "../../context.ts";
import { HeldLog } from "./held-log.ts";
import { printLine } from "./messages.ts";

/** Thrown out of a validation, which cannot wait. */
class NeedsFetch extends Error {
  constructor(readonly url: string) {
    super(url);
  }
}

/** Schemas are fetched one by one, whenever the validation meets a new one: there may be this many. */
const SCHEMAS_MAX = 1000;
const TIMEOUT_MS = 15_000;

type Action<T> = (validate: SchemaValidator, context: CommandContext) => T;

/**
 * Runs `action`, again and again until every schema that it asks for has been fetched. It must be able to bear that; what it logs by the
 * context it is given is said once.
 */
export async function withSchemas<T>(context: CommandContext, action: Action<T>): Promise<T> {
  const fetched = new Map<string, Json | GoError>();
  for (let i = 0; i <= SCHEMAS_MAX; i++) {
    const attempt = tryWith(fetched, context, action);
    if (!(attempt instanceof NeedsFetch)) return attempt.result;
    fetched.set(attempt.url, await fetchSchema(context, attempt.url));
  }
  throw new GoError(`more than ${SCHEMAS_MAX} schemas`);
}

function tryWith<T>(
  fetched: ReadonlyMap<string, Json | GoError>,
  context: CommandContext,
  action: Action<T>,
): { readonly result: T } | NeedsFetch {
  const log = new HeldLog(context.log);
  const held = { ...context, log };
  try {
    const result = action(valuesValidator(schemaLoader(held, fetched)), held);
    log.release();
    return { result };
  } catch (error) {
    if (error instanceof NeedsFetch) return error;
    log.release();
    throw error;
  }
}

function schemaLoader(context: CommandContext, fetched: ReadonlyMap<string, Json | GoError>): (url: string) => Json {
  const warned = new Set<string>();
  return (url) => {
    const scheme = url.slice(0, url.indexOf(":"));
    switch (scheme) {
      case "urn":
        if (!warned.has(url)) warnUrn(context, url);
        warned.add(url);
        return true;
      case "file":
        return readSchema(context, decodeURIComponent(new URL(url).pathname));
      case "http":
      case "https": {
        const known = fetched.get(url);
        if (known === undefined) throw new NeedsFetch(url);
        if (known instanceof GoError) throw known;
        return known;
      }
      default:
        throw new GoError(`no URLLoader registered for "${url}"`);
    }
  };
}

function warnUrn(context: CommandContext, urn: string): void {
  const ignored = "unresolved URN reference ignored; using permissive schema";
  if (context.dialect === "helm4") context.log.warn(ignored, { urn });
  else printLine(context, `WARNING: ${ignored}: ${urn}`);
}

function readSchema({ files }: CommandContext, path: string): Json {
  return parseJson(fromBytes(readFile(files, path)));
}

async function fetchSchema({ env, signal }: CommandContext, url: string): Promise<Json | GoError> {
  const get = createHttpClient({ env, signal, timeoutMs: TIMEOUT_MS });
  try {
    const response = await get({ method: "GET", url });
    if (response.status === 200) return parseJson(fromBytes(await response.readBody()));
    await response.discard();
    const reason = response.statusLine.replace(/^[0-9]+ /, "");
    return new GoError(`HTTP request to ${url} returned status ${response.status} (${reason})`);
  } catch (error) {
    if (error instanceof GoError) return error;
    return new GoError(`HTTP request failed for ${url}: ${(error as Error).message}`);
  }
}
