import { describe, expect, test } from "bun:test";
import { Kubeconfig } from "./kubeconfig.ts";

const USER = { name: "u", user: { token: "secret", "client-certificate": "c.pem", "client-key": "k.pem" } };

function connection(server: string, insecure = false) {
  const cluster = {
    server,
    ...{ "certificate-authority": "ca.pem", "tls-server-name": "n", "insecure-skip-tls-verify": insecure },
    "proxy-url": "http://p",
  };
  const text = JSON.stringify({
    "current-context": "x",
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    clusters: [{ name: "c", cluster }],
    users: [USER],
  });
  return new Kubeconfig([{ path: "config", folder: "/k", text }]).connection();
}

describe("what is used of trust and identity", () => {
  test("all of it, with TLS", () =>
    expect(connection("https://s")).toEqual({
      ...{ server: "https://s", namespace: "default", insecure: false, tlsServerName: "n", proxyUrl: "http://p" },
      ca: { kind: "file", path: "/k/ca.pem" },
      clientCertificate: { kind: "file", path: "/k/c.pem" },
      clientKey: { kind: "file", path: "/k/k.pem" },
      token: "secret",
    }));
  test("nothing without, so that the files may be anything", () => {
    const expected = { namespace: "default", insecure: false, proxyUrl: "http://p" };
    expect(connection("http://s")).toEqual({ ...expected, server: "http://s" });
    expect(connection("s")).toEqual({ ...expected, server: "http://s" });
    expect(connection("http://s", true)).toEqual({ ...expected, server: "http://s" });
  });
});

test("what is wrong with several files is told at once", () => {
  const file = (path: string, text: string) => ({ path, folder: "/", text });
  const unreadable = { ...file("/c", ""), unreadable: "read /c: is a directory" };
  const load = () => new Kubeconfig([file("/a", "kind: X\n"), file("/b", "kind: Config\n"), unreadable]);
  expect(load).toThrow(
    'error loading config file "/a": no kind "X" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111", error loading config file "/c": read /c: is a directory]',
  );
});
