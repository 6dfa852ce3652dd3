/** A client keeps its connection to a server, and never lends it to one with another trust or another identity. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { createHttpClient, type HttpClient, type TlsOptions } from "../../src/sys/index.ts";
import { makeCertificates } from "./certificates.ts";

const SETUP_MS_MAX = 30_000;

let folder: string;
let pem: (name: Parameters<Awaited<ReturnType<typeof makeCertificates>>["path"]>[0]) => string;
let server: Server;
let url: string;
let connections = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lade-connections-"));
  const certificates = await makeCertificates(folder);
  pem = (name) => readFileSync(certificates.path(name), "utf8");
  const identity = { cert: pem("server.pem"), key: pem("server.key"), ca: pem("ca.pem") };
  server = createServer({ ...identity, requestCert: true, rejectUnauthorized: false }, (request, response) => {
    response.end((request.socket as TLSSocket).authorized ? "known" : "unknown");
  });
  server.on("secureConnection", () => connections++);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  url = `https://localhost:${(server.address() as AddressInfo).port}/`;
}, SETUP_MS_MAX);

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

function client(tls: TlsOptions): HttpClient {
  return createHttpClient({ env: { get: () => undefined }, tls });
}

async function ask(get: HttpClient): Promise<string> {
  return new TextDecoder().decode(await (await get({ method: "GET", url })).readBody());
}

test("requests one after the other need one connection", async () => {
  const get = client({ ca: pem("ca.pem") });
  connections = 0;
  for (let i = 0; i < 10; i++) await ask(get);
  expect(connections).toBe(1);
});

test("a connection that nobody checked is not used by who checks", async () => {
  await ask(client({ insecure: true }));
  await expect(ask(client({ ca: pem("client.pem") }))).rejects.toThrow("certificate signed by unknown authority");
});

test("a connection of one name is not used for another", async () => {
  await ask(client({ ca: pem("ca.pem") }));
  const other = client({ ca: pem("ca.pem"), serverName: "elsewhere.example" });
  await expect(ask(other)).rejects.toThrow("x509: certificate is valid for localhost, not elsewhere.example");
});

test("a connection with a client's certificate is used by nobody else", async () => {
  const ca = pem("ca.pem");
  expect(await ask(client({ ca, cert: pem("client.pem"), key: pem("client.key") }))).toBe("known");
  expect(await ask(client({ ca }))).toBe("unknown");
  expect(await ask(client({ ca, cert: pem("client.pem"), key: pem("client.key") }))).toBe("known");
});
