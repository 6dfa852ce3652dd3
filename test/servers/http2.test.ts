/** What an API server that speaks HTTP/2 does to the client, as the built program has it: `fetch` with HTTP/2 on offer (scripts/build.ts). */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { constants, createSecureServer, type Http2SecureServer, type ServerHttp2Stream as Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCertificates } from "./certificates.ts";

const LARGE_BYTES = 8 << 20;

let folder = "";
let server: Http2SecureServer;
let sessions = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lade-http2-"));
  const pki = await makeCertificates(folder);
  const [key, cert] = [readFileSync(pki.path("server.key")), readFileSync(pki.path("server.pem"))];
  server = createSecureServer({ key, cert, allowHTTP1: true });
  server.on("session", () => sessions++);
  server.on("stream", (stream: Stream, headers: Headers) => answer(stream, String(headers[":path"])));
  server.on("request", (request, response) => {
    if (request.httpVersionMajor === 1) response.end(`HTTP/${request.httpVersion}`);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

type Headers = Readonly<Record<string, unknown>>;

function answer(stream: Stream, path: string): void {
  stream.on("error", () => {});
  const say = (text: string | Buffer): void => {
    stream.respond({ ":status": 200, "content-type": "application/json" });
    stream.end(text);
  };
  switch (path) {
    case "/version":
      return say("HTTP/2");
    case "/sessions":
      return say(String(sessions));
    case "/refused":
      return stream.close(constants.NGHTTP2_REFUSED_STREAM);
    case "/internal":
      return stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    case "/half":
      stream.respond({ ":status": 200, "content-length": "10" });
      stream.write("half");
      return void setTimeout(() => stream.end(), 20);
    case "/gone":
      return stream.session?.destroy();
    case "/large":
      return say(Buffer.alloc(LARGE_BYTES, "a"));
    default:
      // Never answered: its connection goes.
      return undefined;
  }
}

test("requests at once share a connection, and what breaks is told as a broken connection is", async () => {
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const script = join(import.meta.dir, "http2-client.ts");
  const words = ["--experimental-http2-fetch", script, url, join(folder, "ca.pem")];
  const child = Bun.spawn([process.execPath, ...words], { stdout: "pipe", stderr: "inherit" });
  const said: unknown = JSON.parse(await new Response(child.stdout).text());
  expect(said).toEqual({
    many: ["HTTP/2"],
    broken: { "/refused": "eof", "/internal": "eof", "/half": "eof", "/gone": "eof" },
    beside: ["eof", "eof"],
    large: LARGE_BYTES,
    after: "HTTP/2",
    // Who does not ask for HTTP/2 does not get it.
    plain: "HTTP/1.1",
    // The first, one more after each of the two that were ended by the server, and that of the client without HTTP/2.
    sessions: "3",
  });
});
