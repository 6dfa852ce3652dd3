import { expect, test } from "bun:test";
import { serverUrl } from "./server-url.ts";

/** What Helm 4.3.1 said with `--kube-apiserver`. */
const CASES: readonly [given: string, url: string, fault?: string][] = [
  ["https://127.0.0.1:1", "https://127.0.0.1:1"],
  ["https://host/base", "https://host/base"],
  ["127.0.0.1:1", "http://127.0.0.1:1"],
  ["[::1]:1", "http://[::1]:1"],
  ["none", "http://none"],
  ["none:host:1", "http://none:host:1", 'parse "http://none:host:1": invalid port ":host:1" after host'],
  ["127.0.0.1:1/a", "http://127.0.0.1:1/a", 'host must be a URL or a host:port pair: "127.0.0.1:1/a"'],
  ["http://", "http://http://", 'host must be a URL or a host:port pair: "http://"'],
  ["http:///x", "http://http:///x", 'host must be a URL or a host:port pair: "http:///x"'],
  ["a b", "http://a b", 'parse "http://a b": invalid character " " in host name'],
  ["a[0]=b", "http://a[0]=b", 'parse "http://a[0]=b": invalid IP-literal'],
  ["{}", "http://{}", 'parse "http://{}": invalid character "{" in host name'],
  ["/a", "http:///a", 'host must be a URL or a host:port pair: "/a"'],
];

for (const [given, url, fault] of CASES) {
  test(given, () => {
    expect(serverUrl(given)).toEqual(fault === undefined ? { url } : { url, fault });
  });
}
