/** Releases in a PostgreSQL database (helm pkg/storage/driver/sql.go). */
import type { Dialect } from "../dialect.ts";
import { decodeRelease, encodeRelease, type RecordGunzip } from "./codec.ts";
import {
  ReleaseExistsError,
  ReleaseNotFoundError,
  SYSTEM_LABELS,
  systemLabels,
  userLabels,
  type Driver,
  type StoredEntry,
  type Unreadable,
} from "./driver.ts";
import type { Release } from "./release.ts";
import type { SqlDatabase, SqlRow } from "./sql-database.ts";

export interface SqlDriverOptions {
  /** In whose form records are written. */
  readonly dialect: Dialect;
  readonly gunzip?: RecordGunzip;
  /** Empty: all namespaces, for lists. */
  readonly namespace: string;
  /** Seconds since 1970. */
  readonly now: () => number;
  /** Called for entries that cannot be read. */
  readonly onUnreadable?: (unreadable: Unreadable) => void;
}

const INSERT_RELEASE = `INSERT INTO releases_v1 (key, type, body, name, namespace, version, status, owner, createdAt)
  VALUES ($1, 'helm.sh/release.v1', $2, $3, $4, $5, $6, 'helm', $7)`;
const INSERT_LABEL = `INSERT INTO custom_labels_v1 (releaseKey, releaseNamespace, key, value) VALUES ($1, $2, $3, $4)`;
const UPDATE_RELEASE = `UPDATE releases_v1
  SET body = $1, name = $2, version = $3, status = $4, owner = 'helm', modifiedAt = $5 WHERE key = $6 AND namespace = $7`;

export class SqlDriver implements Driver {
  readonly name = "SQL";
  readonly #database: SqlDatabase;
  readonly #options: SqlDriverOptions;
  #namespace: string;

  /** The tables are there already: see `migrate`. */
  constructor(database: SqlDatabase, options: SqlDriverOptions) {
    this.#database = database;
    this.#options = options;
    this.#namespace = options.namespace;
  }

  /** As in Helm, a database that does not answer has no release. */
  async get(key: string): Promise<Release> {
    const text = "SELECT body FROM releases_v1 WHERE key = $1 AND namespace = $2";
    const [row] = await this.#database.query(text, [key, this.#namespace]).catch(() => []);
    if (row === undefined) throw new ReleaseNotFoundError();
    const release = await decodeRelease(String(row["body"]), this.#options);
    release.labels = await this.#customLabels(key);
    return release;
  }

  async entries(labels: Readonly<Record<string, string>>): Promise<StoredEntry[]> {
    const wanted = Object.entries(labels).filter(([name]) => SYSTEM_LABELS.includes(name));
    if (this.#namespace !== "") wanted.push(["namespace", this.#namespace]);
    const conditions = wanted.map(([name], i) => `${name} = $${i + 1}`).join(" AND ");
    const text = `SELECT key, namespace, name, version, status, owner, body FROM releases_v1 WHERE ${conditions}`;
    const rows = await this.#database.query(
      text,
      wanted.map(([, value]) => value),
    );
    const custom = await this.#allCustomLabels();
    // A list shows the system's labels too, a query for one release the user's alone.
    const isList = !("name" in labels);
    return rows.map((row) => this.#stored(row, { custom: custom.get(String(row["key"])), isList }));
  }

  async create(key: string, release: Release): Promise<void> {
    this.#namespace = release.namespace || "default";
    const body = await encodeRelease(release, this.#options.dialect);
    const { name, version, info } = release;
    const address = [key, this.#namespace] as const;
    const row = [key, body, name, this.#namespace, version, info.status, this.#options.now()];
    try {
      await this.#database.transaction(async (transaction) => {
        await transaction.query(INSERT_RELEASE, row);
        for (const label of userLabels(release.labels)) await transaction.query(INSERT_LABEL, [...address, ...label]);
      });
    } catch (error) {
      const known = "SELECT key FROM releases_v1 WHERE key = $1 AND namespace = $2";
      if ((await this.#database.query(known, address)).length > 0) throw new ReleaseExistsError();
      throw error;
    }
  }

  async update(key: string, release: Release): Promise<void> {
    this.#namespace = release.namespace || "default";
    const body = await encodeRelease(release, this.#options.dialect);
    const { name, version, info } = release;
    const values = [body, name, version, info.status, this.#options.now(), key, this.#namespace];
    await this.#database.query(UPDATE_RELEASE, values);
  }

  async delete(key: string): Promise<void> {
    const address = [key, this.#namespace];
    const deleted = await this.#database.transaction(async (transaction) => {
      await transaction.query("DELETE FROM custom_labels_v1 WHERE releaseKey = $1 AND releaseNamespace = $2", address);
      return await transaction.query(
        "DELETE FROM releases_v1 WHERE key = $1 AND namespace = $2 RETURNING key",
        address,
      );
    });
    if (deleted.length === 0) throw new ReleaseNotFoundError();
  }

  #stored(row: SqlRow, { custom = new Map(), isList }: Labelled): StoredEntry {
    const own = ["name", "version", "status", "owner"].map((name) => [name, String(row[name])] as const);
    return {
      key: String(row["key"]),
      namespace: String(row["namespace"]),
      labels: new Map([...custom, ...own]),
      load: async () => {
        try {
          const release = await decodeRelease(String(row["body"]), this.#options);
          release.labels = new Map([...custom, ...(isList ? Object.entries(systemLabels(release)) : [])]);
          return release;
        } catch (error) {
          this.#options.onUnreadable?.({ key: String(row["key"]), asked: isList ? "list" : "query", error });
          return undefined;
        }
      },
    };
  }

  async #customLabels(key: string): Promise<Map<string, string>> {
    const text = "SELECT key, value FROM custom_labels_v1 WHERE releaseKey = $1 AND releaseNamespace = $2";
    const rows = await this.#database.query(text, [key, this.#namespace]);
    return userLabels(new Map(rows.map((row) => [String(row["key"]), String(row["value"])])));
  }

  /** By release; Helm asks for each release's alone, and so finds none when it looks into all namespaces. */
  async #allCustomLabels(): Promise<Map<string, Map<string, string>>> {
    const text = "SELECT releaseKey, key, value FROM custom_labels_v1 WHERE releaseNamespace = $1";
    const found = new Map<string, Map<string, string>>();
    for (const row of await this.#database.query(text, [this.#namespace])) {
      const release = String(row["releasekey"]);
      const labels = found.get(release) ?? new Map<string, string>();
      found.set(release, labels.set(String(row["key"]), String(row["value"])));
    }
    return found;
  }
}

interface Labelled {
  readonly custom: ReadonlyMap<string, string> | undefined;
  readonly isList: boolean;
}
