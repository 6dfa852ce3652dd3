/**
 * JavaScriptCore's optimizing compilers pay off after seconds; a command is over before that, and its heap may grow to a size that Helm never
 * needs. The engine reads its options from the environment, once, when the process starts; so a program with much to read replaces itself
 * (the same process id, streams and words) under these options. That takes time, too much where there is little to do.
 */
import { lstatSync, readdirSync, type Stats, statSync } from "node:fs";

const ENGINE_OPTIONS = {
  // With it a large chart is rendered a tenth sooner where a second core is idle, in a quarter more CPU time and 6 MB more.
  BUN_JSC_useDFGJIT: "0",
  // The build has the first compiler wait ten times as long as usual. Here it has as much to do as in any program.
  BUN_JSC_thresholdForJITAfterWarmUp: "50",
  BUN_JSC_thresholdForJITSoon: "10",
  // The heap grows by how small it is beside the machine's memory.
  BUN_JSC_forceRAMSize: "150000000",
};

/** Nearly all of what a chart is read into is needed to the end: nothing is collected before the heap has these many bytes. */
const HEAP_BYTES = 14_000_000;
const UNPACKED_BYTES_MAX = 32_000_000;

/**
 * The commands that do much with what they read, and how many times as large as an archive that is which stands in the heap: it is unpacked, and
 * what is rendered of it comes on top. Others have less to do than a restart takes.
 */
const COMMANDS: Readonly<Record<string, number>> = {
  ...{ template: 28, install: 28, upgrade: 28, plan: 28, rehearse: 28, why: 28 },
  ...{ lint: 8, package: 8 },
};

/** For a build of many objects, which runs long enough for the first of the optimizing compilers, though not for the second. */
const BUILD_OPTIONS = {
  BUN_JSC_useFTLJIT: "0",
  // Marking beside the program leaves more garbage standing.
  BUN_JSC_useConcurrentGC: "0",
  // Half of that keeps 1,000 objects below what Kustomize needs for them.
  BUN_JSC_forceRAMSize: "50000000",
};

/** What must be there for a restart, and where it is looked for in the folder of a chart: folders of one name may be left out. */
interface Much {
  readonly bytes: number;
  readonly parts: readonly string[];
  readonly without?: string;
}

/**
 * What is smaller is rendered before the restart has paid for itself, which takes 8 ms with all that is compiled behind it. Definitions of
 * resources do not count, they are only passed on.
 */
const RENDERED: Much = { bytes: 320 * 1024, parts: ["values.yaml", "templates", "charts"], without: "crds" };
/** Packing does little with what it reads: only the heap matters, and that of the largest charts only. */
const PACKED: Much = { bytes: 5_000_000, parts: ["."] };

/** How much larger the templates and values of a chart are than its archive, and how much larger is all of it. */
const ARCHIVE_TIMES = 5;
const WHOLE_TIMES = 7;
/** A file takes as long as so many bytes in it. */
const FILE_BYTES = 1024;

/** Replaces this process where one of `words` names much to read. Returns where there is nothing to gain, or no way to. */
export function restartForLargeInput(words: readonly string[]): void {
  takeEngineOptions();
  const command = words.find((word) => Object.hasOwn(COMMANDS, word)) ?? "";
  const times = COMMANDS[command];
  if (times === undefined) return;
  const much = command === "package" ? PACKED : RENDERED;
  for (const word of words) {
    const entry = entryAt(word);
    if (entry === undefined || !isMuch(word, entry, much)) continue;
    const packed = entry.isFile() ? entry.size : weight(word, entry) / WHOLE_TIMES;
    const heap = HEAP_BYTES + Math.min(Math.round(packed * times), UNPACKED_BYTES_MAX);
    return restart(words, { ...ENGINE_OPTIONS, BUN_JSC_largeHeapSize: String(heap) });
  }
}

/** The same for a build, whose size shows only while it is read: to be called before the command has done anything else. */
export function restartForLargeBuild(): void {
  restart(process.argv.slice(2), BUILD_OPTIONS);
}

let restarted = false;

function restart(words: readonly string[], options: Readonly<Record<string, string>>): void {
  if (restarted || !isCompiled()) return;
  try {
    process.execve?.(process.execPath, [process.argv0, ...words], { ...process.env, ...options });
  } catch {
    // A system that refuses: the command runs as it is.
  }
}

/** Notes whether this process was started with options, of which one is in each set. They are not for the programs that it starts. */
function takeEngineOptions(): void {
  restarted = process.env["BUN_JSC_forceRAMSize"] !== undefined;
  if (!restarted) return;
  const names = Object.keys({ ...ENGINE_OPTIONS, ...BUILD_OPTIONS, BUN_JSC_largeHeapSize: "" });
  for (const name of names) delete process.env[name];
}

function isCompiled(): boolean {
  return import.meta.path.startsWith("/$bunfs/");
}

/** An archive, a file of values, or the folder of a chart. */
function isMuch(path: string, entry: Stats, { bytes, parts, without }: Much): boolean {
  if (!entry.isDirectory()) return weight(path, entry) >= bytes;
  if (entryAt(`${path}/Chart.yaml`) === undefined) return false;
  return parts.reduce((sum, part) => sum + weight(`${path}/${part}`, entryAt(`${path}/${part}`), without), 0) >= bytes;
}

/** The bytes of what stands at a path, of archives those inside, but for folders of one name. Links are not followed. */
function weight(path: string, entry: Stats | undefined, without?: string): number {
  if (entry === undefined) return 0;
  if (!entry.isDirectory()) return FILE_BYTES + entry.size * (path.endsWith(".tgz") ? ARCHIVE_TIMES : 1);
  return namesIn(path).reduce((sum, name) => {
    const within = `${path}/${name}`;
    return name === without ? sum : sum + weight(within, lstatSync(within, { throwIfNoEntry: false }), without);
  }, 0);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function entryAt(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
