/** A chart repository as most are: files of a folder over HTTP or HTTPS, with a password or for known clients only. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Certificates } from "./certificates.ts";

export interface StaticServerOptions {
  readonly folder: string;
  readonly certificates?: Certificates;
  /** Turns away who has no certificate of the same authority. */
  readonly clientCertificates?: boolean;
  readonly password?: { readonly user: string; readonly password: string };
  /** Paths that lead to another address. */
  readonly redirects?: Readonly<Record<string, string>>;
}

/** Remembers what was asked for: `PATH`, or `PATH AUTHORIZATION`. */
export class StaticServer implements Disposable {
  readonly seen: string[] = [];
  readonly #server;

  constructor(readonly options: StaticServerOptions) {
    this.#server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      ...tlsOf(options),
      fetch: (request) => this.#answer(request),
    });
  }

  get port(): number {
    return this.#server.port ?? 0;
  }

  get url(): string {
    return this.urlOn("localhost");
  }

  /** The same server under another name, which makes it another host. */
  urlOn(host: "localhost" | "127.0.0.1"): string {
    return `${this.options.certificates === undefined ? "http" : "https"}://${host}:${this.port}`;
  }

  #answer(request: Request): Response {
    const { folder, password, redirects = {} } = this.options;
    const path = new URL(request.url).pathname;
    const given = request.headers.get("authorization") ?? "";
    this.seen.push(`${path} ${given}`.trimEnd());
    if (password !== undefined && given !== basic(password)) {
      return new Response("", { status: 401, headers: { "www-authenticate": 'Basic realm="tests"' } });
    }
    const elsewhere = redirects[path];
    if (elsewhere !== undefined) return Response.redirect(elsewhere);
    try {
      return new Response(readFileSync(join(folder, path)));
    } catch {
      return new Response("", { status: 404 });
    }
  }

  [Symbol.dispose](): void {
    void this.#server.stop(true);
  }
}

export function basic({ user, password }: { readonly user: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

function tlsOf({ certificates, clientCertificates = false }: StaticServerOptions): object {
  if (certificates === undefined) return {};
  const read = (name: "ca.pem" | "server.pem" | "server.key"): string => readFileSync(certificates.path(name), "utf8");
  const clients = clientCertificates ? { ca: read("ca.pem"), requestCert: true, rejectUnauthorized: true } : {};
  return { tls: { cert: read("server.pem"), key: read("server.key"), ...clients } };
}
