/** Git repositories over smart HTTP or HTTPS on loopback, by git's own `http-backend`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Files } from "../bad-input/scratch.ts";
import type { Certificates } from "./certificates.ts";

export interface GitServerOptions {
  readonly certificates?: Certificates;
  /** Speaks the old protocol, in which only tips of branches and tags can be asked for. */
  readonly tipsOnly?: boolean;
  /** Serves the repositories of another server. */
  readonly beside?: GitServer;
  /** Asked before a request is answered. */
  before?(path: string): Promise<Response | undefined>;
}

const IDENTITY = {
  GIT_AUTHOR_NAME: "t",
  GIT_AUTHOR_EMAIL: "t@example.com",
  GIT_COMMITTER_NAME: "t",
  GIT_COMMITTER_EMAIL: "t@example.com",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
};

export class GitServer implements Disposable {
  readonly #root: string;
  readonly #server;
  /** Paths that were asked for. */
  readonly seen: string[] = [];

  constructor(readonly options: GitServerOptions = {}) {
    const { certificates, beside } = options;
    this.#root = beside === undefined ? mkdtempSync(join(tmpdir(), "lade-git-")) : beside.folder("");
    const read = (name: "server.pem" | "server.key"): string => readFileSync(certificates?.path(name) ?? "", "utf8");
    this.#server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      idleTimeout: 60,
      ...(certificates === undefined ? {} : { tls: { cert: read("server.pem"), key: read("server.key") } }),
      fetch: (request) => this.#answer(request),
    });
  }

  get url(): string {
    return `${this.options.certificates === undefined ? "http" : "https"}://localhost:${this.#server.port}`;
  }

  /** Where a repository lies on disk, for `file://`. */
  folder(repository: string): string {
    return join(this.#root, repository);
  }

  /** Commits files, which replace all that were there, to a branch of a repository, and gives the commit. */
  commit(repository: string, files: Files, { branch = "main", tag = "" } = {}): string {
    const folder = this.folder(repository);
    const work = `${folder}.work`;
    const git = (...args: string[]): string => this.git(args, { cwd: work });
    mkdirSync(work, { recursive: true });
    if (this.#created(repository)) {
      git("init", "-q", "-b", "main");
      this.git(["init", "-q", "--bare", "-b", "main", folder], { cwd: work });
    }
    git("checkout", "-q", "-B", branch);
    git("rm", "-rfq", "--ignore-unmatch", ".");
    for (const [name, content] of Object.entries(files)) put(join(work, name), content);
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", "x");
    if (tag !== "") git("tag", "-f", tag);
    git("push", "-qf", folder, branch, "--tags");
    return git("rev-parse", "HEAD").trim();
  }

  /** Adds a submodule to the branch that was committed to last. */
  addSubmodule(repository: string, other: string, path: string): void {
    const git = (...args: string[]): string => this.git(args, { cwd: `${this.folder(repository)}.work` });
    // This process serves, so it cannot wait for a git that asks it.
    git("submodule", "add", "-q", this.folder(other), path);
    git("config", "-f", ".gitmodules", `submodule.${path}.url`, `${this.url}/${other}`);
    git("add", ".gitmodules");
    git("commit", "-qm", "x");
    git("push", "-qf", this.folder(repository), "HEAD");
  }

  readonly #made = new Set<string>();

  #created(repository: string): boolean {
    const isNew = !this.#made.has(repository);
    this.#made.add(repository);
    return isNew;
  }

  git(args: readonly string[], { cwd }: { readonly cwd: string }): string {
    const child = Bun.spawnSync(["git", "-c", "protocol.file.allow=always", ...args], {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", HOME: this.#root, GIT_CONFIG_NOSYSTEM: "1", ...IDENTITY },
      stdin: "ignore",
      stderr: "pipe",
    });
    if (child.exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${child.stderr.toString()}`);
    return child.stdout.toString();
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    this.seen.push(pathname);
    const instead = await this.options.before?.(pathname);
    if (instead !== undefined) return instead;
    if (!/\/(?:info\/refs|git-upload-pack)$/.test(pathname)) return new Response("", { status: 404 });
    const child = Bun.spawn(["git", "http-backend"], {
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: this.#root,
        GIT_PROJECT_ROOT: this.#root,
        GIT_HTTP_EXPORT_ALL: "1",
        PATH_INFO: pathname,
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers.get("content-type") ?? "",
        HTTP_CONTENT_ENCODING: request.headers.get("content-encoding") ?? "",
        ...(this.options.tipsOnly === true ? {} : { GIT_PROTOCOL: request.headers.get("git-protocol") ?? "" }),
      },
      stdin: await request.bytes(),
      stdout: "pipe",
      stderr: "ignore",
    });
    return responseOf(await new Response(child.stdout).bytes());
  }

  [Symbol.dispose](): void {
    void this.#server.stop(true);
    if (this.options.beside === undefined) rmSync(this.#root, { recursive: true, force: true });
  }
}

function put(path: string, content: Files[string]): void {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof content === "object" && "link" in content) symlinkSync(content.link, path);
  else writeFileSync(path, content);
}

/** What a CGI program printed: headers, an empty line, the body. */
function responseOf(output: Uint8Array): Response {
  const text = Buffer.from(output).toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  const headers = new Headers(
    text
      .slice(0, end)
      .split("\r\n")
      .map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
  );
  const status = Number.parseInt(headers.get("status") ?? "200", 10);
  headers.delete("status");
  return new Response(output.subarray(end + 4) as Uint8Array<ArrayBuffer>, { status, headers });
}
