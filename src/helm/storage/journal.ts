/**
 * What an operation that is under way leaves beside its release's record: who is at it, from which revision it went, and what may have to be
 * put right if it is never ended. It is an annotation of the record's own Secret or ConfigMap: it costs no request and no permission beyond
 * Helm's, and Helm neither reads nor keeps it. docs/decisions/0021-leases-and-journals.md says why.
 */
import { isObject, listAt, numberAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { isPending, type Release, type ReleaseStatus } from "./release.ts";

export type Operation = "install" | "upgrade" | "rollback" | "uninstall";

/** Who is at it. The holder renews it while the operation runs. */
export interface Lease {
  /** Another for each run. */
  readonly id: string;
  /** For people: `jane@laptop (pid 4711)`. */
  readonly holder: string;
  /** Where process ids mean the same; empty where that cannot be told. */
  readonly machine: string;
  readonly process: string;
  /** RFC 3339, by the holder's clock: for people alone. */
  readonly since: string;
  /** Without a sign of life for so long, the holder is taken for dead. */
  readonly seconds: number;
  /** Counts the signs of life. */
  readonly beat: number;
}

/** A revision, and the status it had when the operation began. */
export interface JournalBase {
  readonly revision: number;
  readonly status: string;
}

export interface Journal {
  readonly operation: Operation;
  /** What is in the cluster if the operation comes to nothing; undefined for a first installation. */
  readonly base?: JournalBase | undefined;
  /** Revisions whose operation was interrupted since a revision was last deployed: their objects may still be there. */
  readonly owes: readonly number[];
  /** The revision that a rollback goes back to. */
  readonly target?: number | undefined;
  readonly keepHistory?: boolean | undefined;
  readonly disableHooks?: boolean | undefined;
  /** Absent once the operation is known to have ended. */
  readonly lease?: Lease | undefined;
}

export const JOURNAL_ANNOTATION = "lade/journal";

/** Far more than any operation writes. */
const JOURNAL_LENGTH_MAX = 16_384;
const OPERATIONS: readonly string[] = ["install", "upgrade", "rollback", "uninstall"];

/** The annotation's text; undefined for records that have ended, which are as Helm writes them. */
export function journalText({ journal, info }: Pick<Release, "journal" | "info">): string | undefined {
  if (journal === undefined) return undefined;
  const isUnderWay = isPending(info.status) || info.status === "uninstalling";
  const isOwing = info.status === "failed" && journal.owes.length > 0;
  return isUnderWay || isOwing ? JSON.stringify(journal) : undefined;
}

/** The journal of an entry; undefined where there is none that can be read. */
export function journalOf(entry: JsonObject): Journal | undefined {
  const text = textAt(entry, "metadata", "annotations", JOURNAL_ANNOTATION);
  if (text === "" || text.length > JOURNAL_LENGTH_MAX) return undefined;
  try {
    return readJournal(JSON.parse(text) as JsonValue);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readJournal(json: JsonValue): Journal | undefined {
  const operation = textAt(json, "operation");
  if (!isObject(json) || !OPERATIONS.includes(operation)) return undefined;
  const { base, lease } = json;
  return {
    operation: operation as Operation,
    base: isObject(base) ? { revision: numberAt(base, "revision") ?? 0, status: textAt(base, "status") } : undefined,
    owes: listAt(json, "owes").filter((one) => typeof one === "number"),
    target: numberAt(json, "target"),
    keepHistory: json["keepHistory"] === true,
    disableHooks: json["disableHooks"] === true,
    lease: isObject(lease) ? readLease(lease) : undefined,
  };
}

function readLease(json: JsonObject): Lease {
  return {
    id: textAt(json, "id"),
    holder: textAt(json, "holder"),
    machine: textAt(json, "machine"),
    process: textAt(json, "process"),
    since: textAt(json, "since"),
    seconds: numberAt(json, "seconds") ?? 0,
    beat: numberAt(json, "beat") ?? 0,
  };
}

/** Someone else has taken the release over, or deleted its record. */
export class LeaseLostError extends Error {
  override name = "LeaseLostError";

  constructor() {
    super("another operation (install/upgrade/rollback) is in progress");
  }
}

/** A record as it was found when one looked, for those who wait until its holder shows life. */
export interface Sighting {
  readonly status: ReleaseStatus;
  readonly journal: Journal | undefined;
  /** Of the record; it changes with every write. */
  readonly version: string;
  /** How long ago it was written, by the server's clock alone; undefined where the server does not say. */
  readonly ageMs: number | undefined;
}
