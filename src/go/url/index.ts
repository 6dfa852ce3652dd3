export { escape, unescape } from "./escape.ts";
export type { UserInfo } from "./host.ts";
export {
  escapedPath,
  faultOf,
  format,
  hostname,
  isAbsolute,
  parse,
  parseRequestUri,
  port,
  resolve,
  setPath,
} from "./url.ts";
export type { Url } from "./url.ts";
