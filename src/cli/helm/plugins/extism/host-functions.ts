/** What a WebAssembly plugin may call (Extism's `extism:host/env`, go-sdk 1.7.1: host.go). An error thrown here ends the call with its text. */
import { fromBytes, GoError, toBytes, type Value } from "../../../../go/index.ts";
import { marshal, unmarshal } from "../../../../go/json/index.ts";
import type { PluginMemory } from "./memory.ts";
import type { WebRequest, WebResponse } from "./messages.ts";

export type HostFunction = (...args: never[]) => bigint | number | void;

export interface HostOptions {
  readonly memory: PluginMemory;
  readonly config: Readonly<Record<string, string>>;
  readonly varBytesMax: number;
  readonly input: Uint8Array;
  /** Makes a request and waits for it. Throws `GoError`. */
  readonly request: (request: WebRequest) => WebResponse;
}

/** What the plugin has said of the outcome. */
export interface Outcome {
  readonly output: Uint8Array;
  readonly error: string;
}

/** Nothing is logged unless the host says so, which Helm does not. */
const LOG_LEVEL_OFF = 0x7fff_ffff;

export function hostFunctions(options: HostOptions): {
  functions: Readonly<Record<string, HostFunction>>;
  outcome(): Outcome;
} {
  const { memory } = options;
  const input = memory.store(options.input);
  const said = { output: 0, outputLength: 0, error: 0 };
  const drop = (place: bigint) => memory.free(Number(place));
  const functions = {
    ...blockFunctions(memory),
    ...inputFunctions(memory, { place: input, length: options.input.length }),
    ...variableFunctions(options),
    ...webFunctions(options),
    output_set: (place: bigint, length: bigint) => {
      said.output = Number(place);
      said.outputLength = Number(length);
    },
    output_offset: () => BigInt(said.output),
    output_length: () => BigInt(said.outputLength),
    error_set: (place: bigint) => void (said.error = Number(place)),
    error_get: () => BigInt(said.error),
    get_log_level: () => LOG_LEVEL_OFF,
    ...{ log_trace: drop, log_debug: drop, log_info: drop, log_warn: drop, log_error: drop },
  };
  return {
    functions,
    outcome: () => ({
      output: memory.read(said.output, said.outputLength),
      error: said.error === 0 ? "" : fromBytes(memory.read(said.error)),
    }),
  };
}

function blockFunctions(memory: PluginMemory): Record<string, HostFunction> {
  return {
    alloc: (length: bigint) => BigInt(memory.alloc(Number(length))),
    free: (place: bigint) => memory.free(Number(place)),
    length: (place: bigint) => BigInt(memory.length(Number(place))),
    length_unsafe: (place: bigint) => BigInt(memory.length(Number(place))),
    load_u8: (place: bigint) => memory.view(Number(place), 1)?.getUint8(0) ?? 0,
    store_u8: (place: bigint, byte: number) => memory.view(Number(place), 1)?.setUint8(0, byte),
    load_u64: (place: bigint) => {
      const view = memory.view(Number(place), 8);
      if (view === undefined) throw new GoError(`could not read value at offset: ${place}`);
      return view.getBigUint64(0, true);
    },
    store_u64: (place: bigint, value: bigint) => {
      const view = memory.view(Number(place), 8);
      if (view === undefined) {
        throw new GoError(`could not write value '${BigInt.asUintN(64, value)}' at offset: ${place}`);
      }
      view.setBigUint64(0, value, true);
    },
  };
}

function inputFunctions(memory: PluginMemory, input: { place: number; length: number }): Record<string, HostFunction> {
  return {
    input_offset: () => BigInt(input.place),
    input_length: () => BigInt(input.length),
    input_load_u8: (at: bigint) => {
      return Number(at) < input.length ? (memory.view(input.place + Number(at), 1)?.getUint8(0) ?? 0) : 0;
    },
    input_load_u64: (at: bigint) => {
      const view = memory.view(input.place + Number(at), 8);
      if (view === undefined) throw new GoError(`could not read value at offset: ${at}`);
      return view.getBigUint64(0, true);
    },
  };
}

/** Go counts the headers of a string and of a slice. */
const VARIABLE_OVERHEAD = 40;

function variableFunctions({ memory, config, varBytesMax }: HostOptions): Record<string, HostFunction> {
  const variables = new Map<string, Uint8Array>();
  const take = (place: bigint): string => {
    const name = fromBytes(memory.read(Number(place)));
    memory.free(Number(place));
    return name;
  };
  return {
    config_get: (place: bigint) => {
      const name = fromBytes(memory.read(Number(place)));
      return Object.hasOwn(config, name) ? BigInt(memory.store(toBytes(config[name] ?? ""))) : 0n;
    },
    var_get: (place: bigint) => {
      const value = variables.get(take(place));
      return value === undefined ? 0n : BigInt(memory.store(value));
    },
    var_set: (namePlace: bigint, valuePlace: bigint) => {
      if (varBytesMax === 0) throw new GoError("Vars are disabled by this host");
      const name = take(namePlace);
      if (valuePlace === 0n) return void variables.delete(name);
      const value = memory.read(Number(valuePlace));
      memory.free(Number(valuePlace));
      const sizes = [[name, value] as const, ...variables].map(([n, v]) => VARIABLE_OVERHEAD + n.length + v.length);
      if (sizes.reduce((sum, size) => sum + size, 0) >= varBytesMax) throw new GoError("Variable store is full");
      variables.set(name, value);
    },
  };
}

function webFunctions({ memory, request }: HostOptions): Record<string, HostFunction> {
  let last: Pick<WebResponse, "status" | "headers"> = { status: 0, headers: {} };
  return {
    http_request: (requestPlace: bigint, bodyPlace: bigint) => {
      last = { status: 0, headers: {} };
      const wanted = readRequest(fromBytes(memory.read(Number(requestPlace))));
      memory.free(Number(requestPlace));
      const body = bodyPlace === 0n ? undefined : memory.read(Number(bodyPlace));
      const response = request({ ...wanted, body });
      memory.free(Number(bodyPlace));
      last = response;
      return BigInt(memory.store(response.body));
    },
    http_status_code: () => last.status,
    http_headers: () => BigInt(memory.store(toBytes(marshal(new Map(Object.entries(last.headers)))))),
  };
}

function readRequest(json: string): Omit<WebRequest, "body"> {
  try {
    const fields = unmarshal(json);
    const field = (name: string): Value =>
      fields instanceof Map ? [...fields].findLast(([key]) => key.toLowerCase() === name)?.[1] : undefined;
    const headers = field("headers");
    const entries = headers instanceof Map ? [...headers] : [];
    return {
      url: String(field("url") ?? ""),
      method: (String(field("method") ?? "") || "GET").toUpperCase(),
      headers: Object.fromEntries(entries.map(([name, value]) => [name, String(value ?? "")])),
    };
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`invalid http request: ${error.message}`, { cause: error });
    throw error;
  }
}
