/**
 * A watch as a stream of lines. What a client has not yet read waits here, as much as is allowed; one that does not read is dropped, and begins anew from
 * where it was.
 */
import { isObject, writeJson, type WatchEvent } from "../../kube/index.ts";
import { jsonText } from "../storage/json-text.ts";
import type { Watch } from "../wire/watches.ts";

/** What may wait for a slow client. */
const WAITING_BYTES_MAX = 32 << 20;
const BOOKMARK_MS = 60_000;
/** A watch ends by itself between this and twice as long, as the real server's. */
const WATCH_MS_MIN = 1_800_000;

export interface StreamOptions {
  readonly timeoutSeconds: number;
  readonly bookmarks: boolean;
  readonly signal: AbortSignal;
  /** After so long the connection breaks, as asked for; 0: never. */
  readonly breakMs: number;
}

export function streamWatch(watch: Watch, options: StreamOptions): Response {
  const lines = new Lines(watch, options);
  // Nothing is taken before the connection asks for it: else it would wait there without end.
  const stream = new ReadableStream<Uint8Array>(
    { pull: (controller) => lines.give(controller), cancel: () => lines.end() },
    { highWaterMark: 0 },
  );
  return new Response(stream, {
    headers: { "Content-Type": "application/json", "Cache-Control": "no-cache, private" },
  });
}

type Controller = Pick<ReadableStreamDefaultController<Uint8Array>, "enqueue" | "close" | "error">;

class Lines {
  readonly #encoder = new TextEncoder();
  readonly #cleanups: (() => void)[] = [];
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #wake = (): void => {};
  #state: "open" | "ended" | "broken" = "open";

  constructor(watch: Watch, options: StreamOptions) {
    for (const event of watch.first) this.#tell(event);
    this.#cleanups.push(watch.start((event) => this.#tell(event)));
    const { timeoutSeconds, breakMs, signal } = options;
    if (options.bookmarks) this.#every(BOOKMARK_MS, () => this.#tell(watch.bookmark()));
    this.#after(timeoutSeconds > 0 ? timeoutSeconds * 1000 : WATCH_MS_MIN, () => this.#finish("ended"));
    if (breakMs > 0) this.#after(breakMs, () => this.#finish("broken"));
    const stop = (): void => this.#finish("ended");
    signal.addEventListener("abort", stop, { once: true });
    this.#cleanups.push(() => signal.removeEventListener("abort", stop));
  }

  /** All that waits, or what comes next. */
  async give(controller: Controller): Promise<void> {
    if (this.#waiting.length === 0 && this.#state === "open")
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    const waiting = this.#waiting;
    [this.#waiting, this.#waitingBytes] = [[], 0];
    if (this.#state === "broken") return controller.error(new Error("the watch is broken off"));
    const [first] = waiting;
    if (first !== undefined) controller.enqueue(waiting.length === 1 ? first : Buffer.concat(waiting));
    if (this.#state === "ended") controller.close();
  }

  end(): void {
    for (const cleanup of this.#cleanups.splice(0)) cleanup();
  }

  #tell(event: WatchEvent): void {
    if (this.#state !== "open") return;
    const line = this.#encoder.encode(lineOf(event));
    this.#waiting.push(line);
    this.#waitingBytes += line.length;
    if (this.#waitingBytes > WAITING_BYTES_MAX) {
      this.#waiting = [];
      this.#finish("ended");
    }
    this.#wake();
  }

  #finish(state: "ended" | "broken"): void {
    if (this.#state !== "open") return;
    this.#state = state;
    this.end();
    this.#wake();
  }

  #after(ms: number, run: () => void): void {
    const timer = setTimeout(run, ms);
    this.#cleanups.push(() => clearTimeout(timer));
  }

  #every(ms: number, run: () => void): void {
    const timer = setInterval(run, ms);
    this.#cleanups.push(() => clearInterval(timer));
  }
}

function lineOf({ type, object }: WatchEvent): string {
  return `{"type":"${type}","object":${isObject(object) ? jsonText(object) : writeJson(object)}}\n`;
}
