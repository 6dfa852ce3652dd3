import * as url from "../../../../go/url/index.ts";

const SCP_FORM = /^([a-zA-Z0-9_]+)@([a-zA-Z0-9._-]+):(.*)$/;

/** The name of the cache folder of an address (Helm's plugin/cache.Key). */
export function cacheKey(source: string): string {
  const scp = SCP_FORM.exec(source);
  const parts =
    scp === null ? partsOf(source) : { scheme: "", user: scp[1] ?? "", host: scp[2] ?? "", path: `/${scp[3] ?? ""}` };
  const { scheme, user, host, path } = parts;
  const before = [scheme, user].filter((part) => part !== "").map((part) => `${part}-`);
  return `${before.join("")}${host}${path.replaceAll("/", "-")}`.replaceAll(":", "-");
}

function partsOf(source: string) {
  const { scheme, user, host, path } = url.parse(source);
  return { scheme, user: user?.name ?? "", host, path };
}
