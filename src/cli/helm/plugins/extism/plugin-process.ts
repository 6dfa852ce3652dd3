/**
 * The process in which a WebAssembly plugin runs: one call, then it ends. A module cannot be interrupted and waits for answers
 * without letting go, so that it needs a process of its own; the one that started it makes its requests, and ends it.
 */
import { readFileSync, readSync, writeSync } from "node:fs";
import { GoError, toBytes } from "../../../../go/index.ts";
import { hostFunctions, type HostFunction } from "./host-functions.ts";
import { limitPages } from "./limit-pages.ts";
import { PluginMemory } from "./memory.ts";
import { CHANNEL, encode, LENGTH_BYTES, type Reply, type Report, type Task, type WebRequest } from "./messages.ts";
import type { WebResponse } from "./messages.ts";
import { callFailure } from "./output.ts";
import { Exited, machine } from "./wasi.ts";

export function runPluginProcess(): number {
  const task = receive() as Task;
  try {
    send(perform(task));
  } catch (error) {
    send({ kind: "failed", message: (error as Error).message });
  }
  return 0;
}

function perform(task: Task): Report {
  const memory = creating(() => new PluginMemory(task.maxPages));
  const host = hostFunctions({ ...task, memory, input: toBytes(task.input), request });
  const instance = creating(() => instantiate(task, host.functions));
  send({ kind: "started" });
  const exitCode = calling(() => call(instance, task.entry));
  const { output, error } = host.outcome();
  if (error !== "") throw new GoError(`plugin error: ${error}`);
  return { kind: "answered", exitCode, output: base64(output) };
}

function creating<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new GoError(`failed to create existing plugin: ${(error as Error).message}`, { cause: error });
  }
}

function calling(action: () => number): number {
  try {
    return action();
  } catch (error) {
    if (error instanceof Exited && error.exitCode === 0) return 0;
    throw new GoError(`plugin error: ${callFailure((error as Error).message)}`, { cause: error });
  }
}

const HOST = "extism:host/env";
const MACHINE = "wasi_snapshot_preview1";

function instantiate(task: Task, functions: Readonly<Record<string, HostFunction>>): WebAssembly.Instance {
  const binary = readFileSync(task.file);
  checkHeader(binary);
  const module = new WebAssembly.Module(limitPages(binary, task.maxPages) as BufferSource);
  const around = machine(task);
  const imports: Record<string, Record<string, HostFunction>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    if (from !== HOST && from !== MACHINE) throw new GoError(`instantiating module: module[${from}] not instantiated`);
    const known = from === HOST ? functions[name] : (around.function(name) as HostFunction);
    if (known === undefined) throw new GoError(`instantiating module: "${name}" is not exported in module "${from}"`);
    (imports[from] ??= {})[name] = known;
  }
  const instance = new WebAssembly.Instance(module, imports as WebAssembly.Imports);
  around.attach(instance);
  return instance;
}

const MAGIC = Buffer.from("\0asm");
const VERSION = Buffer.from([1, 0, 0, 0]);

function checkHeader(binary: Buffer): void {
  if (!binary.subarray(0, MAGIC.length).equals(MAGIC)) throw new GoError("invalid magic number");
  if (!binary.subarray(MAGIC.length, MAGIC.length + VERSION.length).equals(VERSION)) {
    throw new GoError("invalid version header");
  }
}

function call({ exports }: WebAssembly.Instance, entry: string): number {
  const main = exports[entry];
  if (typeof main !== "function") throw new GoError(`unknown function: ${entry}`);
  const start = entry === "_start" || entry === "_initialize" ? undefined : startOf(exports);
  if (start !== undefined) start();
  return Number((main as () => unknown)() ?? 0) >>> 0;
}

/** Languages prepare themselves so (go-sdk: runtime.go). */
function startOf(exports: WebAssembly.Exports): (() => void) | undefined {
  const [haskell, reactor, command] = [exports["hs_init"], exports["_initialize"], exports["__wasm_call_ctors"]];
  if (typeof haskell === "function") {
    return () => {
      if (typeof reactor === "function") reactor();
      haskell(0, 0);
    };
  }
  const start = reactor ?? command;
  return typeof start === "function" ? () => void start() : undefined;
}

// --- the channel

function request({ body, ...wanted }: WebRequest): WebResponse {
  send({ kind: "request", request: { ...wanted, body: body && base64(body) } });
  const reply = receive() as Reply;
  if (reply.kind === "failed") throw new GoError(reply.message);
  return { ...reply.response, body: Buffer.from(reply.response.body ?? "", "base64") };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

function send(message: Report): void {
  const bytes = encode(message);
  for (let at = 0; at < bytes.length;) at += writeSync(CHANNEL, bytes, at);
}

function receive(): unknown {
  const length = readExactly(LENGTH_BYTES).readUInt32LE();
  return JSON.parse(readExactly(length).toString("utf8"));
}

function readExactly(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length;) {
    const count = readSync(CHANNEL, bytes, at, length - at, null);
    // Whoever started this process is gone.
    if (count === 0) process.exit(1);
    at += count;
  }
  return bytes;
}
