/** Single files by their plain addresses (pkg/remote/remote.go, `HttpGetter`): asked for where nothing can wait, and fetched where something can. */
import { GoError } from "../../go/index.ts";
import { base, join } from "../../go/path/index.ts";
import { parse } from "../../go/url/index.ts";
import { createHttpClient, type HttpClient, HttpError } from "../../sys/index.ts";
import type { RunContext } from "../context.ts";

const DOWNLOAD_BYTES_MAX = 256 * 1024 * 1024;
/** A server that says nothing for so long is given up; Helmfile would wait for ever. */
const STALL_MS = 27_000;
const OWN_FOLDER = 0o700;

export class Downloads {
  readonly #context: Pick<RunContext, "files" | "env" | "signal">;
  /** By address: what was wrong, if anything. */
  readonly #known = new Map<string, GoError | undefined>();
  /** By address: the folder it goes into. */
  readonly #missing = new Map<string, string>();
  #fetching: Promise<unknown> | undefined;

  constructor(context: Pick<RunContext, "files" | "env" | "signal">) {
    this.#context = context;
  }

  /** Sees to it that the file is in the folder. Throws `GoError`, also where it has to be fetched first. */
  demand(url: string, folder: string): void {
    if (!this.#known.has(url)) {
      this.#missing.set(url, folder);
      throw new GoError(`${url} is not fetched yet`);
    }
    const failed = this.#known.get(url);
    if (failed !== undefined) throw failed;
  }

  /** Fetches what was demanded, or waits for what is being fetched: whether there was anything. */
  async fetchMissing(): Promise<boolean> {
    const missing = [...this.#missing];
    this.#missing.clear();
    if (missing.length > 0) this.#fetching = Promise.all([this.#fetching, this.#fetchAll(missing)]);
    if (this.#fetching === undefined) return false;
    const fetching = this.#fetching;
    await fetching;
    if (this.#fetching === fetching) this.#fetching = undefined;
    return true;
  }

  async #fetchAll(missing: readonly (readonly [string, string])[]): Promise<void> {
    for (const [url, folder] of missing) this.#known.set(url, await this.#fetched(url, folder));
  }

  async #fetched(url: string, folder: string): Promise<GoError | undefined> {
    const { files, env, signal } = this.#context;
    try {
      const bytes = await download(createHttpClient({ env, signal, stallMs: STALL_MS }), url);
      files.makeDirectory(folder, OWN_FOLDER);
      files.write(join(folder, base(parse(url).path)), bytes);
      return undefined;
    } catch (error) {
      if (error instanceof GoError) return error;
      if (error instanceof HttpError) return new GoError(error.message, { cause: error });
      throw error;
    }
  }
}

const HEADERS = { "User-Agent": "Go-http-client/1.1" };

/** Helmfile asks for the head first. What a server answers to the second request is taken as it is. */
async function download(ask: HttpClient, url: string): Promise<Uint8Array> {
  const head = await ask({ method: "HEAD", url, headers: HEADERS });
  await head.discard();
  if (head.status < 200 || head.status >= 300)
    throw new GoError(`${url} is not exists: head request get http code ${head.status}`);
  const response = await ask({ method: "GET", url, headers: HEADERS });
  return await response.readBody({ bytesMax: DOWNLOAD_BYTES_MAX });
}
