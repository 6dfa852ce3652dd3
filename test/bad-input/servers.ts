/** Servers that misbehave, on loopback. */
import { archive } from "./charts.ts";

/** Large enough to come in several pieces, and to be cut in two. */
export const PACKED = archive({
  name: "c/noise",
  data: Uint8Array.from({ length: 200_000 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 13) & 255),
});

export function sha256(bytes: string | Uint8Array): string {
  return new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
}

/** Answers requests and remembers who came with which credentials: `PATH` or `PATH CREDENTIALS`. */
export class Server implements Disposable {
  readonly seen: string[] = [];
  readonly #server;

  constructor(answer: (path: string, server: Server) => Response) {
    this.#server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      fetch: (request) => {
        const path = new URL(request.url).pathname;
        this.seen.push(`${path} ${request.headers.get("authorization") ?? ""}`.trim());
        return answer(path, this);
      },
    });
  }

  get host(): string {
    return `127.0.0.1:${this.#server.port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  [Symbol.dispose](): void {
    void this.#server.stop(true);
  }
}

/** Sends the head of an answer and half of its body, and then ends it or says no more. */
export class HalfServer implements Disposable {
  readonly #listener;
  #onStall: () => void = () => {};
  /** Resolves when half an answer was sent. */
  readonly stalled = new Promise<void>((resolve) => (this.#onStall = resolve));

  constructor(then: "ends" | "stalls" | "never answers") {
    const answer = `HTTP/1.1 200 OK\r\nContent-Length: ${PACKED.length}\r\n\r\n`;
    this.#listener = Bun.listen({
      port: 0,
      hostname: "127.0.0.1",
      socket: {
        data: (socket) => {
          if (then === "never answers") return;
          socket.write(answer);
          socket.write(PACKED.subarray(0, PACKED.length / 2));
          if (then === "ends") socket.end();
          else this.#onStall();
        },
      },
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#listener.port}`;
  }

  [Symbol.dispose](): void {
    this.#listener.stop(true);
  }
}

/** An index with one chart, `c` 0.1.0. */
export function index(url: string, digest = ""): string {
  const more = digest === "" ? "" : `, digest: ${JSON.stringify(digest)}`;
  const entry = `{apiVersion: v2, name: c, version: 0.1.0, urls: [${JSON.stringify(url)}]${more}}`;
  return `apiVersion: v1\nentries:\n  c:\n  - ${entry}\n`;
}

export interface OciLies {
  /** Of the chart, as the manifest has it. */
  readonly digest?: string;
  /** Of the manifest, as the header has it. */
  readonly header?: string;
  readonly manifest?: string;
  /** Where the chart lies, in place of here. */
  readonly chartAt?: string;
  /** Asks for a name and a password. */
  readonly asks?: boolean;
}

const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

/** A registry with one chart, in any repository. */
export function registry({ digest = sha256(PACKED), header, manifest, chartAt, asks = false }: OciLies = {}): Server {
  const config = { mediaType: "application/vnd.cncf.helm.config.v1+json", digest: `sha256:${sha256("{}")}`, size: 2 };
  const layer = {
    mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
    digest: `sha256:${digest}`,
    size: PACKED.length,
  };
  const text = manifest ?? JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST_TYPE, config, layers: [layer] });
  return new Server((path, { seen }) => {
    if (asks && !seen.at(-1)?.includes("Basic ")) {
      return new Response("{}", { status: 401, headers: { "www-authenticate": 'Basic realm="x"' } });
    }
    if (path.endsWith("/manifests/0.1.0")) {
      const headers = { "content-type": MANIFEST_TYPE, "docker-content-digest": `sha256:${header ?? sha256(text)}` };
      return new Response(text, { headers });
    }
    if (!path.includes("/blobs/")) return new Response("{}", { status: path === "/v2/" ? 200 : 404 });
    if (path.endsWith(sha256("{}"))) return new Response("{}");
    return chartAt === undefined ? new Response(PACKED as Uint8Array<ArrayBuffer>) : Response.redirect(chartAt, 307);
  });
}
