/**
 * Calls a WebAssembly plugin in a process of its own (`plugin-process.ts`): starts it, makes its requests, and ends it when its
 * time is over or the command is interrupted.
 */
import { spawn, type ChildProcess } from "node:child_process";
import type { Duplex } from "node:stream";
import { fromBytes, GoError } from "../../../../go/index.ts";
import type { CommandContext } from "../../../context.ts";
import { HttpError, requestError } from "../../../../sys/index.ts";
import { CHANNEL, encode, LENGTH_BYTES, PLUGIN_PROCESS, type Report, type Task, type WebRequest } from "./messages.ts";
import { makeRequest, type WebOptions } from "./web-requests.ts";

export interface CallOptions extends Omit<WebOptions, "signal"> {
  /** 0 for no end. */
  readonly timeoutMs: number;
  /** Whether the plugin has the streams of this program. */
  readonly streams: "inherit" | "ignore";
}

export interface Answered {
  readonly exitCode: number;
  readonly output: string;
}

/** Throws `GoError`. */
export async function callPlugin(context: CommandContext, task: Task, options: CallOptions): Promise<Answered> {
  const { streams } = options;
  const child = spawn(process.execPath, [...ownWords(), PLUGIN_PROCESS], {
    stdio: [streams, streams, streams, "pipe"],
  });
  try {
    return await converse({ child, context, options }, task);
  } finally {
    child.kill("SIGKILL");
  }
}

/** Run from source, the program is Bun and has to be told what to run. */
function ownWords(): string[] {
  return import.meta.path.startsWith("/$bunfs/") ? [] : [`${import.meta.dir}/../../../../main.ts`];
}

interface Conversation {
  readonly child: ChildProcess;
  readonly context: CommandContext;
  readonly options: CallOptions;
}

async function converse({ child, context, options }: Conversation, task: Task): Promise<Answered> {
  const channel = child.stdio[CHANNEL] as Duplex;
  const ended = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const fail = (message: string): void => reject(new GoError(message));
  /** The request that the plugin waits for. */
  let pending: Pending | undefined;
  const onReport = async (report: Report): Promise<void> => {
    switch (report.kind) {
      case "started":
        if (options.timeoutMs > 0) timers.push(setTimeout(() => fail(timedOut(pending)), options.timeoutMs));
        return;
      case "request":
        pending = report.request;
        channel.write(await answer(context, report, { ...options, signal: ended.signal }));
        pending = undefined;
        return;
      case "answered":
        return resolve({ exitCode: report.exitCode, output: fromBytes(Buffer.from(report.output, "base64")) });
      case "failed":
        return fail(report.message);
    }
  };
  const timers: Timer[] = [];
  const cancel = (): void => fail("plugin error: context canceled");
  context.signal.addEventListener("abort", cancel, { once: true });
  channel.on("error", () => {});
  channel.on(
    "data",
    framed((report) => void onReport(report).catch(reject)),
  );
  child.on("error", reject);
  child.on("close", (code, signal) => fail(`plugin error: the plugin's process ended: ${signal ?? code}`));
  channel.write(encode(task));
  try {
    return await promise;
  } finally {
    ended.abort();
    timers.forEach(clearTimeout);
    context.signal.removeEventListener("abort", cancel);
    channel.destroy();
  }
}

type Pending = Pick<WebRequest, "method" | "url">;

function timedOut(pending: Pending | undefined): string {
  const deadline = new HttpError("timeout", "context deadline exceeded");
  if (pending === undefined) return `plugin error: module closed with ${deadline.message}`;
  return `plugin error: ${requestError(pending, deadline).message}`;
}

async function answer(
  context: CommandContext,
  { request }: Extract<Report, { kind: "request" }>,
  options: WebOptions,
): Promise<Uint8Array> {
  try {
    const body = request.body === undefined ? undefined : Buffer.from(request.body, "base64");
    const response = await makeRequest(context, { ...request, body }, options);
    return encode({
      kind: "response",
      response: { ...response, body: Buffer.from(response.body).toString("base64") },
    });
  } catch (error) {
    return encode({ kind: "failed", message: (error as Error).message });
  }
}

/** Puts the pieces of the stream together to messages. */
function framed(onMessage: (report: Report) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + rest.readUInt32LE();
      if (rest.length < end) return;
      onMessage(JSON.parse(rest.toString("utf8", LENGTH_BYTES, end)) as Report);
      rest = rest.subarray(end);
    }
  };
}
