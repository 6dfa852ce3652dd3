/** The small charts that cases are made of, as folders and as archives. */
import type { Files } from "./scratch.ts";

export const METADATA = "apiVersion: v2\nname: c\nversion: 0.1.0\n";

export interface ChartText {
  readonly template?: string;
  readonly values?: string;
  readonly more?: Files;
}

/** The chart `c` in the folder `c`. */
export function chart({ template = "kind: A\n", values = "a: 1\n", more = {} }: ChartText = {}): Files {
  return { "c/Chart.yaml": METADATA, "c/values.yaml": values, "c/templates/a.yaml": template, ...more };
}

export const TEMPLATE = ["template", "r", "c"];

export interface TarEntry {
  readonly name: string;
  readonly data?: string | Uint8Array;
  /** A file unless told: `1` hard link, `2` link, `6` pipe. */
  readonly type?: string;
  readonly link?: string;
  /** What the header claims. */
  readonly size?: number;
}

const BLOCK = 512;

export function tar(...entries: readonly TarEntry[]): Uint8Array {
  return Buffer.concat([...entries.flatMap(tarEntry), Buffer.alloc(2 * BLOCK)]);
}

/** A packed chart: its metadata, and what is given. */
export function archive(...entries: readonly TarEntry[]): Uint8Array {
  return Bun.gzipSync(tar({ name: "c/Chart.yaml", data: METADATA }, ...entries) as Uint8Array<ArrayBuffer>);
}

function tarEntry({ name, data = "", type = "0", link = "", size }: TarEntry): Uint8Array[] {
  const bytes = Buffer.from(data as string);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write("0000644\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${(size ?? bytes.length).toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write("        ", 148);
  header.write(type, 156);
  header.write(link, 157);
  header.write("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return [header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
}
