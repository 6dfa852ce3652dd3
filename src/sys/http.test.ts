import { afterAll, describe, expect, test } from "bun:test";
import { createHttpClient, type HttpClientOptions } from "./http.ts";
import { withGzip } from "./http-gzip.ts";
import { proxyFor } from "./http-proxy.ts";
import { identityFailure } from "./http-identity.ts";

const noEnvironment = { get: () => undefined };

const server: Bun.Server<undefined> = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/hang") return new Promise<Response>(() => {});
    if (pathname === "/loop") return new Response(null, { status: 302, headers: { location: "/loop" } });
    if (pathname === "/away") {
      return new Response(null, { status: 302, headers: { location: `http://localhost:${server.port}/` } });
    }
    if (pathname === "/nowhere") return new Response("stays", { status: 302, headers: { location: " " } });
    if (pathname === "/broken") return new Response(null, { status: 302, headers: { location: "http://[::1" } });
    if (pathname === "/misread") {
      return new Response(null, { status: 302, headers: { location: `//0x7f.1:${server.port}/` } });
    }
    if (pathname === "/packed") {
      const headers = { "content-encoding": "gzip", "x-asked": request.headers.get("accept-encoding") ?? "" };
      return new Response(Bun.gzipSync("unpacked"), { headers });
    }
    if (pathname === "/here") return new Response(null, { status: 302, headers: { location: "/" } });
    return new Response(request.headers.get("authorization") ?? "none");
  },
});
const base = `http://127.0.0.1:${server.port}`;

/** Answers every request with these bytes; `close` ends the connection after them. */
function rawServer(answer: string, close: boolean): { port: number; stop(force: boolean): void } {
  return Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      data(socket) {
        socket.write(answer);
        if (close) setTimeout(() => socket.end(), 10);
      },
    },
  });
}
const half = rawServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", true);
const slow = rawServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", false);
const silent = rawServer("", true);
const unmeasured = rawServer("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nabc", true);
const garbled = rawServer("HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", true);
afterAll(() => {
  server.stop(true);
  for (const raw of [half, slow, silent, unmeasured, garbled]) raw.stop(true);
});

async function get(url: string, options: Partial<HttpClientOptions> = {}, bytesMax?: number): Promise<string> {
  const client = createHttpClient({ env: noEnvironment, ...options });
  const response = await client({ method: "GET", url, headers: { Authorization: "Basic secret" } });
  return new TextDecoder().decode(await response.readBody(bytesMax === undefined ? {} : { bytesMax }));
}

describe("redirects", () => {
  test("credentials stay on the same host", async () => expect(await get(`${base}/here`)).toBe("Basic secret"));
  test("credentials never go to another", async () => expect(await get(`${base}/away`)).toBe("none"));
  test("to nowhere are answers", async () => expect(await get(`${base}/nowhere`)).toBe("stays"));
  test("to what is no address fail", () =>
    expect(get(`${base}/broken`)).rejects.toThrow(
      `Get "${base}/broken": failed to parse Location header "http://[::1": parse "http://[::1": missing ']' in host`,
    ));
  test("to a host that is an address to the platform only", () =>
    expect(get(`${base}/misread`)).rejects.toThrow(
      /^Get "http:\/\/0x7f\.1:\d+\/": dial tcp: lookup 0x7f\.1.*: no such host$/,
    ));
  test("end after ten", () => expect(get(`${base}/loop`)).rejects.toThrow("stopped after 10 redirects"));
});

describe("failures read as Go's", () => {
  const check = (title: string, attempt: () => Promise<string>, message: string): void => {
    test(title, () => expect(attempt()).rejects.toThrow(message));
  };
  check(
    "refused",
    () => get("http://127.0.0.1:1/x"),
    'Get "http://127.0.0.1:1/x": dial tcp 127.0.0.1:1: connect: connection refused',
  );
  for (const host of ["1", "127.1", "127.0.0.01", "127.0.0.1.", "2130706433"]) {
    check(
      `no name, and no address but to the platform: ${host}`,
      () => get(`http://u:p@${host}:${server.port}/`),
      `Get "http://u:***@${host}:${server.port}/": dial tcp: lookup ${host}: no such host`,
    );
  }
  check("half a body", () => get(`http://127.0.0.1:${half.port}/`), "unexpected EOF");
  check("no answer", () => get(`http://127.0.0.1:${silent.port}/`), "EOF");
  check(
    "before headers",
    () => get(`${base}/hang`, { timeoutMs: 50 }),
    "Client.Timeout exceeded while awaiting headers",
  );
  check("in the body", () => get(`http://127.0.0.1:${slow.port}/`, { timeoutMs: 50 }), "while reading body)");
  check("too large", () => get(`${base}/`, {}, 3), "larger than 3 bytes");
  check(
    "no length",
    () => get(`http://127.0.0.1:${unmeasured.port}/`),
    "net/http: HTTP/1.x transport connection broken: bad Content-Length",
  );
  for (const url of ["http:", "http:c.tgz", "http:/c.tgz", "http:///c.tgz", "http://?a"]) {
    check(`no host in ${url}`, () => get(url), "http: no Host in request URL");
  }
  check("no header", () => get(`http://127.0.0.1:${garbled.port}/`), "malformed HTTP response");
  check(
    "plain server",
    () => get(`https://127.0.0.1:${server.port}/`),
    "http: server gave HTTP response to HTTPS client",
  );
});

describe("compressed answers", () => {
  const client = withGzip(createHttpClient({ env: noEnvironment }));
  const ask = (headers: Record<string, string> = {}) => client({ method: "GET", url: `${base}/packed`, headers });

  test("are asked for and unpacked", async () => {
    const response = await ask();
    expect(response.headers.get("x-asked")).toBe("gzip");
    expect(response.headers.has("content-encoding")).toBe(false);
    expect(response.contentLength).toBeUndefined();
    expect(new TextDecoder().decode(await response.readBody())).toBe("unpacked");
  });

  test("have a limit for what is in them", async () => {
    const response = await ask();
    await expect(response.readBody({ bytesMax: 5 })).rejects.toThrow("larger than 5 bytes");
  });

  test("are left alone where a part is asked for", async () => {
    expect(await (await ask({ Range: "bytes=0-1" })).readBody()).toEqual(Bun.gzipSync("unpacked"));
  });
});

test("credentials in a URL become a header", async () => {
  const client = createHttpClient({ env: noEnvironment });
  const response = await client({ method: "GET", url: `http://u:p@127.0.0.1:${server.port}/` });
  expect(new TextDecoder().decode(await response.readBody())).toBe(`Basic ${btoa("u:p")}`);
});

describe("proxies", () => {
  const check = (url: string, noProxy: string, proxied: boolean): void => {
    const env = { get: (name: string) => ({ HTTP_PROXY: "p:1", https_proxy: "http://p:2", NO_PROXY: noProxy })[name] };
    test(`${url} except ${noProxy}`, () => expect(proxyFor(new URL(url), env) !== undefined).toBe(proxied));
  };
  check("http://example.com", "", true);
  check("https://example.com", "", true);
  check("http://localhost:9", "", false);
  check("http://127.0.0.9", "", false);
  check("http://[::1]/", "", false);
  check("http://a.example.com", "example.com", false);
  check("http://example.com", ".example.com", true);
  check("http://a.example.com", "*.example.com", false);
  check("http://example.com:8080", "example.com:80", true);
  check("http://10.1.2.3", "10.0.0.0/8", false);
  check("http://11.1.2.3", "10.0.0.0/8", true);
  check("http://x.y", "*", false);
});

test("a CGI program is not told of proxies by its clients", () => {
  const env = { get: (name: string) => ({ HTTP_PROXY: "p:1", REQUEST_METHOD: "GET" })[name] };
  expect(() => proxyFor(new URL("http://127.0.0.1/"), env)).toThrow(
    "refusing to use HTTP_PROXY value in CGI environment",
  );
  expect(proxyFor(new URL("https://h.test/"), env)).toBeUndefined();
});

test("a proxy is asked whatever Bun makes of NO_PROXY", async () => {
  const proxy = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("by proxy") });
  process.env["NO_PROXY"] = "h.test";
  try {
    const env = { get: (name: string) => ({ HTTP_PROXY: `127.0.0.1:${proxy.port}`, NO_PROXY: "test." })[name] };
    const response = await createHttpClient({ env })({ method: "GET", url: "http://h.test/" });
    expect(new TextDecoder().decode(await response.readBody())).toBe("by proxy");
    expect(process.env["NO_PROXY"]).toBe("h.test");
  } finally {
    delete process.env["NO_PROXY"];
    await proxy.stop(true);
  }
});

describe("the address of a proxy", () => {
  const check = (proxy: string, address: string | undefined): void => {
    const env = { get: (name: string) => (name === "HTTP_PROXY" ? proxy : undefined) };
    test(proxy, () => expect(proxyFor(new URL("http://h.test/"), env)).toBe(address));
  };
  check("p:1", "http://p:1");
  check("http://p:1/x?y#z", "http://p:1");
  check("SOCKS5://p:1", "socks5://p:1");
  check("http://u:p@p:1", "http://u:p@p:1");
  check("http:", "http://http:");
  check("://", "http://localhost");
  check("ftp://p:1", "http://p:1");
  check("http://%zz", undefined);
});

describe("who a certificate is for", () => {
  const check = (host: string, names: string, message: string | undefined): void => {
    test(`${host} in ${names}`, () => expect(identityFailure(host, { subjectaltname: names })).toBe(message));
  };
  const prefix = "tls: failed to verify certificate: x509:";
  check("a.x", "DNS:a.x", undefined);
  check("b.x", "DNS:*.x", undefined);
  check("a.b.x", "DNS:*.x", `${prefix} certificate is valid for *.x, not a.b.x`);
  check("127.0.0.1", "DNS:x, IP Address:127.0.0.1", undefined);
  check(
    "127.0.0.1",
    "DNS:x",
    `${prefix} cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs`,
  );
});
