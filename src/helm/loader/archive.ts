/** Reads the files of a packaged chart under Helm's limits (helm pkg/chart/loader/archive). */
import { sprintf } from "../../go/fmt/index.ts";
import { GoError } from "../../go/index.ts";
import type { ChartFile } from "../chart/chart.ts";
import type { Dialect } from "../dialect.ts";
import { CutShort, readTar } from "./tar.ts";

/** Port: unpacks gzip. Throws `GoError` with Go's text for broken input, and `TooLarge` beyond `bytesMax`. */
export type Gunzip = (bytes: Uint8Array, options: { bytesMax: number }) => Uint8Array;

/** Thrown by a `Gunzip` whose output would pass the limit. */
export class TooLarge extends Error {}

/** All files of a chart together; Helm 3 also limits each single one. */
export const CHART_BYTES_MAX = 100 * 1024 * 1024;
export const FILE_BYTES_MAX = 5 * 1024 * 1024;
/** The tar stream, with headers and padding, may be this much larger than the files in it. */
const TAR_OVERHEAD_MAX = 64 * 1024 * 1024;

export interface ArchiveOptions {
  readonly dialect: Dialect;
  readonly gunzip: Gunzip;
}

/** The files below the archive's top folder, in their order. Throws `GoError`. */
export function readArchive(bytes: Uint8Array, options: ArchiveOptions): ChartFile[] {
  const files: ChartFile[] = [];
  const { dialect } = options;
  let remaining = CHART_BYTES_MAX;
  try {
    for (const entry of readTar(unpack(bytes, options))) {
      if (entry.isDirectory || entry.isGlobalHeader) continue;
      const name = cleanName(entry.name);
      checkSize(entry, { remaining, dialect });
      remaining -= entry.data.length;
      if (remaining <= 0) throw chartTooLarge(dialect);
      files.push({ name, data: withoutBom(entry.data), modifiedMs: entry.modifiedMs });
    }
  } catch (error) {
    // A file is refused for the size that its header claims, before its end is missed.
    if (error instanceof CutShort) checkSize({ name: error.file, size: error.size }, { remaining, dialect });
    throw error;
  }
  if (files.length === 0) throw new GoError("no files in chart archive");
  return files;
}

interface Sized {
  readonly name: string;
  readonly size: number;
}

function checkSize(entry: Sized, { remaining, dialect }: { remaining: number; dialect: Dialect }): void {
  if (entry.size > remaining) throw chartTooLarge(dialect);
  if (dialect === "helm3" && entry.size > FILE_BYTES_MAX) throw fileTooLarge(entry);
}

function unpack(bytes: Uint8Array, options: ArchiveOptions): Uint8Array {
  try {
    return options.gunzip(bytes, { bytesMax: CHART_BYTES_MAX + TAR_OVERHEAD_MAX });
  } catch (error) {
    if (error instanceof TooLarge) throw chartTooLarge(options.dialect);
    throw error;
  }
}

function chartTooLarge(dialect: Dialect): GoError {
  const what = dialect === "helm3" ? "maximum file size" : "maximum size";
  return new GoError(`decompressed chart is larger than the ${what} ${CHART_BYTES_MAX}`);
}

function fileTooLarge(entry: Sized): GoError {
  return new GoError(
    sprintf("decompressed chart file %q is larger than the maximum file size ", [entry.name]) + String(FILE_BYTES_MAX),
  );
}

/** Everything that could lead elsewhere. */
const SUSPICIOUS = /[\\:]|^Chart\.yaml\/|\/(?:\/|\.\.|\.\/|\.$|$)/;
const DRIVE = /^[a-zA-Z]:\//;

/** The name below the archive's top folder. Throws `GoError` for every name that leads elsewhere. */
function cleanName(name: string): string {
  const slash = name.indexOf("/");
  if (slash > 0 && !SUSPICIOUS.test(name)) return name.slice(slash + 1);
  const delimiter = name.includes("\\") ? "\\" : "/";
  const parts = name.split(delimiter);
  const below = parts.slice(1).join("/");
  if (below.startsWith("/")) throw new GoError("chart illegally contains absolute paths");
  const clean = cleanPath(below);
  if (clean === ".") {
    throw new GoError(sprintf("chart illegally contains content outside the base directory: %q", [name]));
  }
  if (clean.startsWith("..")) throw new GoError("chart illegally references parent directory");
  if (DRIVE.test(clean)) throw new GoError("chart contains illegally named files");
  if (parts[0] === "Chart.yaml") throw new GoError("chart yaml not in base directory");
  return clean;
}

/** Go's path.Clean of a relative path. */
export function cleanPath(path: string): string {
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else kept.push(part);
  }
  return kept.length === 0 ? "." : kept.join("/");
}

/** A byte order mark at the front of a chart's file is dropped. */
export function withoutBom(data: Uint8Array): Uint8Array {
  return data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? data.subarray(3) : data;
}
