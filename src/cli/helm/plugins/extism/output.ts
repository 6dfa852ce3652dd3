/** What a WebAssembly plugin answers and how it fails, in the words of Go's encoding/json and of wazero, which Helm runs it with. */
import { GoError, type Value } from "../../../../go/index.ts";
import { decodeBase64, jsonKind, unmarshal } from "../../../../go/json/index.ts";

/** The bytes in the answer of a getter. Throws `GoError`. */
export function getterData(output: string): Uint8Array {
  return reading(() => {
    const data = field(unmarshal(output), { name: "data", struct: "OutputMessageGetterV1" });
    if (data === null) return new Uint8Array();
    if (typeof data !== "string") throw cannot(data, { field: "OutputMessageGetterV1.data", type: "[]uint8" });
    const bytes = decodeBase64(data);
    if (bytes === undefined) throw new GoError(`illegal base64 data at input byte ${firstForeign(data)}`);
    return bytes;
  });
}

/** The answer of a command, of which nothing is used. Throws `GoError` where it is none. */
export function checkCommandOutput(output: string): void {
  reading(() => {
    const data = field(unmarshal(output), { name: "data", struct: "OutputMessageCLIV1" });
    if (data === null || data instanceof Map) return;
    throw cannot(data, { field: "OutputMessageCLIV1.data", type: "bytes.Buffer" });
  });
}

function reading<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    const what = "failed to json marshal plugin output message: reflect.Value";
    throw new GoError(`${what}: ${error.message}`, { cause: error });
  }
}

/** Go finds a field whatever the case of its key; of several, the last one wins. */
function field(message: Value, { name, struct }: { name: string; struct: string }): Value {
  if (message === null) return null;
  if (!(message instanceof Map)) {
    throw new GoError(`json: cannot unmarshal ${jsonKind(message)} into Go value of type schema.${struct}`);
  }
  return [...message].findLast(([key]) => key.toLowerCase() === name)?.[1] ?? null;
}

function cannot(value: Value, { field: name, type }: { field: string; type: string }): GoError {
  return new GoError(`json: cannot unmarshal ${jsonKind(value)} into Go struct field ${name} of type ${type}`);
}

function firstForeign(text: string): number {
  const at = text.search(/[^A-Za-z0-9+/\r\n]/);
  return at < 0 ? text.length : at;
}

/** Why a call failed. Messages of JavaScriptCore stand before what wazero says. */
const TRAPS: readonly [says: RegExp, wazero: string][] = [
  [/^Unreachable code should not be executed/, "unreachable"],
  [/^Out of bounds memory access/, "out of bounds memory access"],
  [/^Division by zero/, "integer divide by zero"],
  [/^Integer overflow/, "integer overflow"],
  [/^Out of bounds Trunc/i, "invalid conversion to integer"],
  [/^Out of bounds call_indirect|^Out of bounds table access/, "invalid table access"],
  [/^call_indirect to a (signature|null)/, "indirect call type mismatch"],
  [/^Maximum call stack size exceeded/, "stack overflow"],
];

export function callFailure(message: string): string {
  const trap = TRAPS.find(([says]) => says.test(message))?.[1];
  return trap === undefined ? message : `wasm error: ${trap}`;
}
