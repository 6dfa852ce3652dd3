/** Assembles small WebAssembly modules that speak to their host through Extism's functions (extism:host/env). */

type Bytes = readonly number[];

/** What the one function of a module does. */
export type Program =
  | { readonly kind: "answers"; readonly text: string }
  /** Fails, and gives its input as the reason. */
  | { readonly kind: "fails with its input" }
  /** Asks for a URL, and answers with what came. */
  | { readonly kind: "fetches"; readonly url: string }
  | { readonly kind: "returns"; readonly code: number }
  | { readonly kind: "traps" }
  | { readonly kind: "allocates"; readonly size: number };

const I32 = 0x7f;
const I64 = 0x7e;

const IMPORTS: readonly [name: string, parameters: Bytes, results: Bytes][] = [
  ["alloc", [I64], [I64]],
  ["store_u8", [I64, I32], []],
  ["output_set", [I64, I64], []],
  ["input_offset", [], [I64]],
  ["error_set", [I64], []],
  ["http_request", [I64, I64], [I64]],
  ["length", [I64], [I64]],
];

export const ENTRY = "helm_plugin_main";

export function assemble(program: Program): Uint8Array<ArrayBuffer> {
  const data = dataOf(program);
  const types = [...IMPORTS.map(([, from, to]) => signature(from, to)), signature([], [I32])];
  const imports = IMPORTS.map(([name], at) => [...text("extism:host/env"), ...text(name), 0, ...unsigned(at)]);
  const body = [
    ...vector([
      [1, I64],
      [1, I32],
    ]),
    ...bodyOf(program, data.length),
    ...END,
  ];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(2, vector(imports)),
    ...section(3, vector([unsigned(IMPORTS.length)])),
    ...section(5, vector([[0, ...unsigned(1 + Math.ceil(data.length / PAGE_BYTES))]])),
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
const END = [0x0b];

function dataOf(program: Program): Bytes {
  if (program.kind === "answers") return [...Buffer.from(program.text)];
  if (program.kind === "fetches") return [...Buffer.from(JSON.stringify({ url: program.url, method: "GET" }))];
  return [];
}

/** Local 0 is a place in Extism's memory, local 1 a counter. */
function bodyOf(program: Program, size: number): Bytes {
  switch (program.kind) {
    case "answers":
      return [...stored(size), ...get(0), ...i64(size), ...call("output_set"), ...i32(0)];
    case "fetches": {
      const fetched = [...stored(size), ...get(0), ...i64(0), ...call("http_request"), ...tee(0)];
      return [...fetched, ...get(0), ...call("length"), ...call("output_set"), ...i32(0)];
    }
    case "fails with its input":
      return [...call("input_offset"), ...call("error_set"), ...i32(1)];
    case "returns":
      return i32(program.code);
    case "traps":
      return [0x00];
    case "allocates":
      return [...i64(program.size), ...call("alloc"), 0x1a, ...i32(0)];
  }
}

/** Copies the module's data into Extism's memory. */
function stored(size: number): Bytes {
  const place = [...get(0), ...get(1), 0xad, 0x7c];
  const byte = [...get(1), 0x2d, 0, 0];
  const next = [...get(1), ...i32(1), 0x6a, ...tee(1), ...i32(size), 0x49];
  return [
    ...i64(size),
    ...call("alloc"),
    0x21,
    0,
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
