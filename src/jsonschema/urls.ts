/** URLs of schemas: absolute ones, and references resolved against them. */
import { GoError } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { format, parse, resolve, type Url } from "../go/url/index.ts";
import { splitAndDecode } from "./pointer.ts";

/** A URL without its fragment, and the fragment, unescaped. */
export interface UrlAndFragment {
  readonly url: string;
  readonly fragment: string;
}

/** Throws GoError for what is no URL. */
export function joinUrl(base: string, reference: string): UrlAndFragment {
  const [relative, fragment] = splitAndDecode(reference);
  if (relative === "") return { url: base, fragment };
  const baseUrl = parseUrl(base);
  const referenceUrl = parseUrl(relative);
  const joined = resolve(baseUrl, referenceUrl);
  // Go's ResolveReference loses what is opaque, such as urn:a:b (golang/go#66084).
  if (referenceUrl.scheme === "" && baseUrl.opaque !== "") joined.opaque = baseUrl.opaque;
  return { url: format(joined), fragment };
}

export function parseUrl(url: string): Url {
  try {
    return parse(url);
  } catch (error) {
    throw error instanceof GoError ? new GoError(`error in parsing ${quote(url)}: ${error.message}`) : error;
  }
}
