/** The database of the SQL driver (`HELM_DRIVER_SQL_CONNECTION_STRING`), opened once a run. */
import { migrate, type SqlDatabase } from "../../../helm/storage/index.ts";
import type { Environment } from "../../context.ts";

const opened = new WeakMap<Environment, Promise<SqlDatabase>>();

/** Sets its tables up where they are missing. Throws in Helm's words where it cannot. */
export function openDatabase(env: Environment): Promise<SqlDatabase> {
  const known = opened.get(env) ?? open(env);
  opened.set(env, known);
  return known;
}

async function open(env: Environment): Promise<SqlDatabase> {
  try {
    const { connectPostgres } = await import("../../../sys/postgres.ts");
    const database = await connectPostgres(env.get("HELM_DRIVER_SQL_CONNECTION_STRING") ?? "", env);
    await migrate(database);
    return database;
  } catch (error) {
    throw new Error(`unable to instantiate SQL driver: ${(error as Error).message}`, { cause: error });
  }
}
