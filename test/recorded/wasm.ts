/** Assembles small WebAssembly modules that speak to their host through Extism's functions (extism:host/env). */

type Bytes = readonly number[];

/** What the one function of a module does. */
export type Program =
  | { readonly kind: "answers"; readonly text: string }
  /** Fails, and gives its input as the reason. */
  | { readonly kind: "fails with its input" }
  /** Asks for a URL, and answers with what came. */
  | { readonly kind: "fetches"; readonly url: string }
  /** Sends a request, and gives what came, or its headers, as the reason for its failure. */
  | {
      readonly kind: "fails with an answer";
      readonly request: object;
      readonly body?: string;
      readonly show?: "headers";
    }
  | { readonly kind: "fails with a setting"; readonly name: string }
  | { readonly kind: "fails with a variable"; readonly name: string; readonly value: string }
  | { readonly kind: "never ends" }
  | { readonly kind: "exits"; readonly code: number }
  /** Wants more memory of its own; traps if there is none, and else gives no answer. */
  | { readonly kind: "grows"; readonly pages: number }
  | { readonly kind: "has memory"; readonly pages: number }
  | { readonly kind: "is no module" }
  | { readonly kind: "returns"; readonly code: number }
  | { readonly kind: "traps" }
  | { readonly kind: "allocates"; readonly size: number };

const I32 = 0x7f;
const I64 = 0x7e;

const HOST = "extism:host/env";

const IMPORTS: readonly [name: string, parameters: Bytes, results: Bytes, module?: string][] = [
  ["alloc", [I64], [I64]],
  ["store_u8", [I64, I32], []],
  ["output_set", [I64, I64], []],
  ["input_offset", [], [I64]],
  ["error_set", [I64], []],
  ["http_request", [I64, I64], [I64]],
  ["length", [I64], [I64]],
  ["http_headers", [], [I64]],
  ["config_get", [I64], [I64]],
  ["var_get", [I64], [I64]],
  ["var_set", [I64, I64], []],
  ["proc_exit", [I32], [], "wasi_snapshot_preview1"],
];

export const ENTRY = "helm_plugin_main";

export function assemble(program: Program): Uint8Array<ArrayBuffer> {
  if (program.kind === "is no module") return new TextEncoder().encode("text");
  const data = dataOf(program);
  const types = [...IMPORTS.map(([, from, to]) => signature(from, to)), signature([], [I32])];
  const imports = IMPORTS.map(([name, , , module = HOST], at) => [...text(module), ...text(name), 0, ...unsigned(at)]);
  const body = [
    ...vector([
      [1, I64],
      [1, I32],
      [1, I64],
    ]),
    ...bodyOf(program, data.length),
    ...END,
  ];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(2, vector(imports)),
    ...section(3, vector([unsigned(IMPORTS.length)])),
    ...section(5, vector([[0, ...unsigned(pagesOf(program, data.length))]])),
    ...section(
      7,
      vector([
        [...text("memory"), 2, 0],
        [...text(ENTRY), 0, ...unsigned(IMPORTS.length)],
      ]),
    ),
    ...section(10, vector([[...unsigned(body.length), ...body]])),
    ...section(11, vector([[0, ...i32(0), ...END, ...unsigned(data.length), ...data]])),
  ]);
}

const PAGE_BYTES = 65_536;

function pagesOf(program: Program, size: number): number {
  return program.kind === "has memory" ? program.pages : 1 + Math.ceil(size / PAGE_BYTES);
}

const END = [0x0b];

function dataOf(program: Program): Bytes {
  return [...Buffer.from(textsOf(program).join(""))];
}

/** What the module brings along: the first text goes to local 0, the second to local 2. */
function textsOf(program: Program): string[] {
  switch (program.kind) {
    case "answers":
      return [program.text];
    case "fetches":
      return [JSON.stringify({ url: program.url, method: "GET" })];
    case "fails with an answer":
      return [JSON.stringify(program.request), program.body ?? ""];
    case "fails with a setting":
      return [program.name];
    case "fails with a variable":
      return [program.name, program.value];
    default:
      return [];
  }
}

function storedTexts(program: Program): Bytes {
  const [first = "", second = ""] = textsOf(program).map((one) => Buffer.byteLength(one));
  return [...stored(Number(first), { from: 0, into: 0 }), ...stored(Number(second), { from: Number(first), into: 2 })];
}

/** Locals 0 and 2 are places in Extism's memory, local 1 is a counter. */
function bodyOf(program: Program, size: number): Bytes {
  switch (program.kind) {
    case "answers":
      return [...storedTexts(program), ...get(0), ...i64(size), ...call("output_set"), ...i32(0)];
    case "fetches": {
      const fetched = [...storedTexts(program), ...get(0), ...i64(0), ...call("http_request"), ...tee(0)];
      return [...fetched, ...get(0), ...call("length"), ...call("output_set"), ...i32(0)];
    }
    case "fails with an answer": {
      const sent = [...storedTexts(program), ...get(0), ...get(2), ...call("http_request")];
      const shown = program.show === "headers" ? [DROP, ...call("http_headers")] : [];
      return [...sent, ...shown, ...call("error_set"), ...i32(1)];
    }
    case "fails with a setting":
      return [...storedTexts(program), ...get(0), ...call("config_get"), ...call("error_set"), ...i32(1)];
    case "fails with a variable": {
      const set = [...storedTexts(program), ...get(0), ...get(2), ...call("var_set")];
      // The name was given up with the call.
      const name = stored(Buffer.byteLength(program.name), { from: 0, into: 0 });
      return [...set, ...name, ...get(0), ...call("var_get"), ...call("error_set"), ...i32(1)];
    }
    case "never ends":
      return [0x03, 0x40, 0x0c, 0, ...END, ...i32(0)];
    case "exits":
      return [...i32(program.code), ...call("proc_exit"), ...i32(0)];
    case "grows":
      return [...i32(program.pages), 0x40, 0, ...i32(-1), 0x46, 0x04, 0x40, 0x00, ...END, ...i32(0)];
    case "has memory":
      return i32(0);
    case "is no module":
      return [];
    case "fails with its input":
      return [...call("input_offset"), ...call("error_set"), ...i32(1)];
    case "returns":
      return i32(program.code);
    case "traps":
      return [0x00];
    case "allocates":
      return [...i64(program.size), ...call("alloc"), DROP, ...i32(0)];
  }
}

const DROP = 0x1a;

/** Copies a part of the module's data into Extism's memory. */
function stored(size: number, { from, into }: { from: number; into: number }): Bytes {
  if (size === 0) return [];
  const place = [...get(into), ...get(1), ...i32(from), 0x6b, 0xad, 0x7c];
  const byte = [...get(1), 0x2d, 0, 0];
  const next = [...get(1), ...i32(1), 0x6a, ...tee(1), ...i32(from + size), 0x49];
  return [
    ...i64(size),
    ...call("alloc"),
    0x21,
    into,
    ...i32(from),
    0x21,
    1,
    0x03,
    0x40,
    ...place,
    ...byte,
    ...call("store_u8"),
    ...next,
    0x0d,
    0,
    ...END,
  ];
}

function call(name: string): Bytes {
  return [0x10, ...unsigned(IMPORTS.findIndex(([known]) => known === name))];
}

const get = (local: number): Bytes => [0x20, local];
const tee = (local: number): Bytes => [0x22, local];
const i32 = (value: number): Bytes => [0x41, ...signed(value)];
const i64 = (value: number): Bytes => [0x42, ...signed(value)];

function signature(from: Bytes, to: Bytes): Bytes {
  return [0x60, ...unsigned(from.length), ...from, ...unsigned(to.length), ...to];
}

function section(id: number, content: Bytes): Bytes {
  return [id, ...unsigned(content.length), ...content];
}

function vector(items: readonly Bytes[]): Bytes {
  return [...unsigned(items.length), ...items.flat()];
}

function text(value: string): Bytes {
  const bytes = [...Buffer.from(value)];
  return [...unsigned(bytes.length), ...bytes];
}

/** LEB128. */
function unsigned(value: number): Bytes {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Bytes {
  if (value >= -0x40 && value < 0x40) return [value & 0x7f];
  return [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
