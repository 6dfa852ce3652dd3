/**
 * The machine as a WebAssembly plugin sees it (WASI preview 1): streams, environment, a folder. Extism's own support for WASI
 * does not start reactor modules under Bun, knows no environment, and keeps a function's result to itself.
 */
import { WASI } from "node:wasi";

export interface MachineOptions {
  readonly env: ReadonlyMap<string, string>;
  readonly folder: string | undefined;
}

/** Numbers, whatever their size. */
type Import = (...args: (number | bigint)[]) => unknown;

/** Bun's WASI lets the memory be given later, which Node's types do not know. */
interface LateWasi {
  readonly wasiImport: Readonly<Record<string, Import>>;
  setMemory(memory: WebAssembly.Memory): void;
}

export interface Machine {
  /** Functions to import; Extism puts its own context before the arguments. */
  readonly imports: Record<string, (context: unknown, ...args: (number | bigint)[]) => unknown>;
  /** Starts the module, and gives the result of its entry function once that was called. */
  attach(instance: WebAssembly.Instance, entry: string): () => number;
}

const NOT_SUPPORTED = 52;

export function machineInterface(binary: Uint8Array, { env, folder }: MachineOptions): Machine {
  const wasi = new WASI({
    version: "preview1",
    env: Object.fromEntries(env),
    preopens: folder === undefined ? {} : { "/tmp": folder },
  }) as unknown as LateWasi;
  return {
    imports: importsOf(binary, wasi),
    attach(instance, entry) {
      const { exports } = instance;
      const { memory } = exports;
      if (memory instanceof WebAssembly.Memory) wasi.setMemory(memory);
      let result = 0;
      const main = exports[entry];
      if (typeof main === "function") {
        const noticing = () => (result = Number(main() ?? 0));
        Object.defineProperty(instance, "exports", { value: { ...exports, [entry]: noticing } });
      }
      const start = exports["_initialize"];
      if (typeof start === "function") start();
      return () => result;
    },
  };
}

/** Whatever the module asks for: what this WASI does not have answers so. */
function importsOf(binary: Uint8Array, { wasiImport }: LateWasi): Machine["imports"] {
  const wanted = WebAssembly.Module.imports(new WebAssembly.Module(binary as BufferSource))
    .filter(({ module }) => module === "wasi_snapshot_preview1")
    .map(({ name }) => name);
  return Object.fromEntries(
    wanted.map((name) => {
      const own = wasiImport[name] ?? (() => NOT_SUPPORTED);
      return [name, (_: unknown, ...args: (number | bigint)[]) => own(...args)];
    }),
  );
}
