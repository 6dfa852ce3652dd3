/** E-mail addresses and URLs as github.com/asaskevich/govalidator, which Helm asks, takes them. */
import { parse, parseRequestUri } from "../../go/url/index.ts";

const WIDE = "\\u00A0-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFEF";
const ATOM = `[a-zA-Z\\d!#$%&'*+\\-/=?^_\`{|}~${WIDE}]+`;
const QUOTED_CHARACTER = `[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\x21\\x23-\\x5b\\x5d-\\x7e${WIDE}]`;
const FOLD = "(?:(?:[ \\t]*\\r\\n)?[ \\t]+)?";
const QUOTED = `"(?:${FOLD}(?:${QUOTED_CHARACTER}|\\([\\x01-\\x09\\x0b\\x0c\\x0d-\\x7f]|[${WIDE}]))*${FOLD}"`;
const LABEL = `[a-zA-Z\\d${WIDE}](?:[a-zA-Z\\d\\-._~${WIDE}]*[a-zA-Z\\d${WIDE}])?`;
const TOP = `[a-zA-Z${WIDE}](?:[a-zA-Z\\d\\-_~${WIDE}]*[a-zA-Z${WIDE}])?`;
const LOCAL_PART = new RegExp(`^(?:${ATOM}(?:\\.${ATOM})*|${QUOTED})$`);
const LAST_LABEL = new RegExp(`^${TOP}$`);
const FIRST_LABELS = new RegExp(`^${LABEL}$`);

/** A dot inside the labels before the last is as good as one between them, so the domain is cut at its last dot. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at < 0 || !LOCAL_PART.test(text.slice(0, at))) return false;
  const domain = text.slice(at + 1).replace(/\.$/, "");
  const dot = domain.lastIndexOf(".");
  return dot > 0 && FIRST_LABELS.test(domain.slice(0, dot)) && LAST_LABEL.test(domain.slice(dot + 1));
}

/** An absolute URI, or a path: only those with a scheme count. */
export function isRequestUrl(text: string): boolean {
  try {
    return parseRequestUri(text).scheme !== "";
  } catch {
    return false;
  }
}

const URL_LENGTH_MAX = 2083;
const URL_LENGTH_MIN = 3;
const SCHEME = /^(?:ftp|tcp|udp|wss?|https?):\/\//;
const AUTHORITY = /^(?:\S+@)?(?<host>\[[0-9a-fA-F:.%a-z]+\]|[a-zA-Z0-9\u00a1-\uffff_.-]+?)\.?(?::\d{1,5})?$/;

/** Anything with a host that could be one; the scheme may be missing. */
export function isUrl(text: string): boolean {
  if (text.length >= URL_LENGTH_MAX || text.length <= URL_LENGTH_MIN || text.startsWith(".")) return false;
  const withScheme = text.includes(":") && !text.includes("://") ? `http://${text}` : text;
  try {
    const url = parse(withScheme);
    if (url.host.startsWith(".")) return false;
    if (url.host === "" && url.path !== "" && !url.path.includes(".")) return false;
  } catch {
    return false;
  }
  const rest = text.replace(SCHEME, "");
  const end = rest.search(/[/?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  return !/\s/.test(rest) && AUTHORITY.test(authority);
}
