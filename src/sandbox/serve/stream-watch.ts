/** A watch as a stream of lines. A client that does not read is dropped, and begins anew from where it was. */
import type { WatchEvent } from "../../kube/index.ts";
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
  let end = (): void => {};
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let ended = false;
        const finish = (): void => {
          if (ended) return;
          ended = true;
          end();
          controller.close();
        };
        const tell = (event: WatchEvent): void => {
          if (ended) return;
          controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
          if ((controller.desiredSize ?? 0) < -WAITING_BYTES_MAX) finish();
        };
        for (const event of watch.first) tell(event);
        const stop = watch.start(tell);
        const bookmarks = options.bookmarks ? setInterval(() => tell(watch.bookmark()), BOOKMARK_MS) : undefined;
        const timer = setTimeout(finish, options.timeoutSeconds > 0 ? options.timeoutSeconds * 1000 : WATCH_MS_MIN);
        const fall = (): void => {
          if (ended) return;
          end();
          controller.error(new Error("a fault of the sandbox, as asked for"));
        };
        const breaking = options.breakMs > 0 ? setTimeout(fall, options.breakMs) : undefined;
        options.signal.addEventListener("abort", finish, { once: true });
        end = () => {
          ended = true;
          stop();
          clearInterval(bookmarks);
          clearTimeout(timer);
          clearTimeout(breaking);
          options.signal.removeEventListener("abort", finish);
        };
      },
      cancel: () => end(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
  );
  return new Response(stream, {
    headers: { "Content-Type": "application/json", "Cache-Control": "no-cache, private" },
  });
}
