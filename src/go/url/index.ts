export { escape, unescape } from "./escape.ts";
export type { UserInfo } from "./host.ts";
export {
  escapedPath,
  faultOf,
  format,
  formatUser,
  hostname,
  isAbsolute,
  NO_URL,
  parse,
  parseRequestUri,
  port,
  resolve,
  setPath,
} from "./url.ts";
export type { Url } from "./url.ts";
