/** URLs (apiserver pkg/cel/library/urls.go 0.36). */
import { escapedPath, format, hostname, parseRequestUri, port, unescape, type Url } from "../../go/url/index.ts";
import { objectType } from "../check/types.ts";
import { ArrayList } from "../values/list.ts";
import { EntryMap } from "../values/map.ts";
import { Opaque } from "../values/opaque.ts";
import { CelError, type Value } from "../values/value.ts";
import { instance, text } from "./arguments.ts";
import type { Implementation } from "./functions.ts";

class UrlValue extends Opaque {
  readonly type = objectType("kubernetes.URL");

  constructor(readonly url: Url) {
    super();
  }

  equals(other: Value): boolean {
    return other instanceof UrlValue && format(other.url) === format(this.url);
  }
}

function parsed(value: string): Url {
  try {
    return parseRequestUri(value);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CelError(`URL parse error during conversion from string: ${why}`);
  }
}

const isUrl: Implementation = (args) => {
  try {
    parsed(text(args, 0));
    return true;
  } catch (error) {
    if (error instanceof CelError) return false;
    throw error;
  }
};

const read =
  (part: (url: Url) => Value): Implementation =>
  (args) =>
    part(instance(args, 0, UrlValue).url);

/** As Go's `url.ParseQuery`, which passes over what cannot be read. */
function query({ rawQuery }: Url): EntryMap {
  const values = new Map<string, string[]>();
  for (const pair of rawQuery.split("&")) {
    if (pair === "" || pair.includes(";")) continue;
    const [key = "", ...rest] = pair.split("=");
    const [name, value] = [decoded(key), decoded(rest.join("="))];
    if (name === undefined || value === undefined) continue;
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return new EntryMap([...values].map(([key, all]) => [key, new ArrayList(all)] as const));
}

function decoded(part: string): string | undefined {
  try {
    return unescape(part, "queryComponent");
  } catch {
    return undefined;
  }
}

export const URLS: Readonly<Record<string, Implementation>> = {
  string_to_url: (args) => new UrlValue(parsed(text(args, 0))),
  is_url_string: isUrl,
  url_get_scheme: read(({ scheme }) => scheme),
  url_get_host: read(({ host }) => host),
  url_get_hostname: read((url) => hostname(url)),
  url_get_port: read((url) => port(url)),
  url_get_escaped_path: read((url) => escapedPath(url)),
  url_get_query: read(query),
};
