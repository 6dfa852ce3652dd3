/**
 * Objects in a SQLite database. With a write-ahead log a change that was acknowledged survives the death of the process; the exclusive lock
 * keeps a second process out.
 */
import { Database, SQLiteError } from "bun:sqlite";
import { objectAt, parseJson, textAt } from "../../kube/index.ts";
import { jsonText } from "./json-text.ts";
import { StorageError, type Change, type Storage } from "./storage.ts";

interface Row {
  readonly collection: string;
  readonly key: string;
  readonly object: string;
}

const LAYOUT = 1;
const PAGE_BYTES = 4096;

/** Throws `StorageError` where the file is no database, is of a later layout, or is open elsewhere. */
export function sqliteStorage(path: string, limits: { readonly bytesMax?: number } = {}): Storage {
  try {
    return new SqliteStorage(path, limits.bytesMax);
  } catch (error) {
    if (error instanceof SQLiteError) throw new StorageError(problemOf(path, error), { cause: error });
    throw error;
  }
}

function problemOf(path: string, error: SQLiteError): string {
  if (error.code === "SQLITE_BUSY") return `${path} is open in another process`;
  if (error.code === "SQLITE_NOTADB" || error.code?.startsWith("SQLITE_CORRUPT") === true) {
    return `${path} is damaged: ${error.message}; restore a snapshot, or start anew with lade sandbox reset`;
  }
  return `${path}: ${error.message}`;
}

class SqliteStorage implements Storage {
  readonly #database: Database;
  readonly #put;
  readonly #delete;
  readonly #setRevision;
  readonly #remove;

  constructor(path: string, bytesMax?: number) {
    const database = new Database(path, { create: true, strict: true });
    this.#database = database;
    database.run("PRAGMA locking_mode = EXCLUSIVE");
    database.run("PRAGMA journal_mode = WAL");
    database.run("PRAGMA synchronous = NORMAL");
    const { user_version: layout } = database.query<{ user_version: number }, []>("PRAGMA user_version").get() ?? {
      user_version: 0,
    };
    if (bytesMax !== undefined) database.run(`PRAGMA max_page_count = ${Math.ceil(bytesMax / PAGE_BYTES)}`);
    if (layout > LAYOUT) throw new StorageError(`${path} was written by a later version of lade`);
    database.run(`PRAGMA user_version = ${LAYOUT}`);
    database.run(
      "CREATE TABLE IF NOT EXISTS objects (collection TEXT, key TEXT, object TEXT NOT NULL, PRIMARY KEY (collection, key)) WITHOUT ROWID",
    );
    database.run(
      "CREATE TABLE IF NOT EXISTS revision (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL)",
    );
    database.run("INSERT OR IGNORE INTO revision VALUES (1, 0)");
    this.#put = database.query("INSERT OR REPLACE INTO objects VALUES (?1, ?2, ?3)");
    this.#delete = database.query("DELETE FROM objects WHERE collection = ?1 AND key = ?2");
    this.#setRevision = database.query("UPDATE revision SET revision = ?1");
    this.#remove = database.transaction(({ collection, key, revision }: Change) => {
      this.#delete.run(collection, key);
      this.#setRevision.run(revision);
    });
  }

  load(): ReturnType<Storage["load"]> {
    const rows = this.#database.query<Row, []>("SELECT collection, key, object FROM objects").all();
    const last = this.#database.query<{ revision: number }, []>("SELECT revision FROM revision").get();
    const objects = rows.map(({ collection, key, object }) => ({
      collection,
      key,
      object: objectAt(parseJson(object)),
    }));
    // The last change that left something says so itself; deletions are written down.
    const versions = objects.map(({ object }) => Number(textAt(object, "metadata", "resourceVersion")) || 0);
    const newest = versions.reduce((a, b) => Math.max(a, b), 0);
    return { revision: Math.max(last?.revision ?? 0, newest), objects };
  }

  write(change: Change): void {
    const { collection, key, object } = change;
    try {
      // One statement is a transaction of its own.
      if (object === undefined) this.#remove(change);
      else this.#put.run(collection, key, jsonText(object));
    } catch (error) {
      if (error instanceof SQLiteError) throw new StorageError(error.message, { cause: error });
      throw error;
    }
  }

  clear(): void {
    this.#database.run("DELETE FROM objects");
  }

  close(): void {
    this.#database.close();
  }
}
