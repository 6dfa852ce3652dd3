/** The machine as a WebAssembly plugin sees it (WASI preview 1): streams, environment, a folder. */
import { WASI } from "node:wasi";

export interface MachineOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string | undefined;
}

/** Numbers, whatever their size. */
export type MachineFunction = (...args: never[]) => unknown;

/** Bun's WASI lets the memory be given later, which Node's types do not know. */
interface LateWasi {
  readonly wasiImport: Readonly<Record<string, MachineFunction>>;
  setMemory(memory: WebAssembly.Memory): void;
}

export interface Machine {
  /** What this machine does not have answers so. */
  function(name: string): MachineFunction;
  attach(instance: WebAssembly.Instance): void;
}

const NOT_SUPPORTED = 52;

/** The module has ended by itself. */
export class Exited extends Error {
  constructor(readonly exitCode: number) {
    super(`module closed with exit_code(${exitCode})`);
  }
}

export function machine({ env, folder }: MachineOptions): Machine {
  const wasi = new WASI({
    version: "preview1",
    env: { ...env },
    preopens: folder === undefined ? {} : { "/tmp": folder },
  }) as unknown as LateWasi;
  return {
    function(name) {
      if (name === "proc_exit") return exit;
      return wasi.wasiImport[name] ?? (() => NOT_SUPPORTED);
    },
    attach({ exports: { memory } }) {
      if (memory instanceof WebAssembly.Memory) wasi.setMemory(memory);
    },
  };
}

function exit(code: number): never {
  throw new Exited(code >>> 0);
}
