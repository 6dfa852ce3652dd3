/** The tables of Helm's SQL driver, and the record of what was set up (helm pkg/storage/driver/sql.go; rubenv/sql-migrate 1.8). */
import type { SqlDatabase } from "./sql-database.ts";

/** By their names, in the order in which they are applied. */
const MIGRATIONS: Readonly<Record<string, string>> = {
  custom_labels: `
    CREATE TABLE custom_labels_v1 (
      releaseKey VARCHAR(64),
      releaseNamespace VARCHAR(67),
      key VARCHAR(317),
      value VARCHAR(63)
    );
    CREATE INDEX ON custom_labels_v1 (releaseKey, releaseNamespace);
    GRANT ALL ON custom_labels_v1 TO PUBLIC;
    ALTER TABLE custom_labels_v1 ENABLE ROW LEVEL SECURITY;`,
  init: `
    CREATE TABLE releases_v1 (
      key VARCHAR(90),
      type VARCHAR(64) NOT NULL,
      body TEXT NOT NULL,
      name VARCHAR(64) NOT NULL,
      namespace VARCHAR(64) NOT NULL,
      version INTEGER NOT NULL,
      status TEXT NOT NULL,
      owner TEXT NOT NULL,
      createdAt INTEGER NOT NULL,
      modifiedAt INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY(key, namespace)
    );
    CREATE INDEX ON releases_v1 (key, namespace);
    CREATE INDEX ON releases_v1 (version);
    CREATE INDEX ON releases_v1 (status);
    CREATE INDEX ON releases_v1 (owner);
    CREATE INDEX ON releases_v1 (createdAt);
    CREATE INDEX ON releases_v1 (modifiedAt);
    GRANT ALL ON releases_v1 TO PUBLIC;
    ALTER TABLE releases_v1 ENABLE ROW LEVEL SECURITY;`,
};

const RECORD = `CREATE TABLE IF NOT EXISTS "gorp_migrations" ("id" text NOT NULL PRIMARY KEY, "applied_at" timestamp with time zone)`;

/** Sets up what is missing; one request where nothing is. */
export async function migrate(database: SqlDatabase): Promise<void> {
  const applied = await appliedMigrations(database);
  const missing = Object.entries(MIGRATIONS).filter(([id]) => !applied.has(id));
  if (missing.length === 0) return;
  await database.execute(RECORD);
  for (const [id, statements] of missing) {
    await database.transaction(async (transaction) => {
      await transaction.execute(statements);
      await transaction.query(`INSERT INTO "gorp_migrations" ("id", "applied_at") VALUES ($1, now())`, [id]);
    });
  }
}

/** None where the table of migrations is not there yet. */
async function appliedMigrations(database: SqlDatabase): Promise<Set<string>> {
  try {
    return new Set((await database.query(`SELECT "id" FROM "gorp_migrations"`)).map(({ id }) => String(id)));
  } catch {
    return new Set();
  }
}
