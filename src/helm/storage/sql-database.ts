/** The port through which releases are kept in PostgreSQL (`HELM_DRIVER=sql`). Real: `sys/postgres.ts`. */
export interface SqlDatabase {
  /** `$1`, `$2`, ... in the text stand for the parameters. Column names are in lower case. */
  query(text: string, parameters?: readonly SqlValue[]): Promise<SqlRow[]>;
  /** Several statements, without parameters or results. */
  execute(text: string): Promise<void>;
  /** All of it or nothing: rolled back when `action` throws. */
  transaction<T>(action: (database: SqlDatabase) => Promise<T>): Promise<T>;
}

export type SqlValue = string | number;
export type SqlRow = Readonly<Record<string, unknown>>;
