/** A PostgreSQL database through Bun's client, with the messages of lib/pq. */
import { readFileSync } from "node:fs";
import { postgresAddress, type PostgresAddress } from "./postgres-address.ts";

type Row = Readonly<Record<string, unknown>>;
type Parameter = string | number;

export interface Postgres {
  query(text: string, parameters?: readonly Parameter[]): Promise<Row[]>;
  execute(text: string): Promise<void>;
  transaction<T>(action: (database: Postgres) => Promise<T>): Promise<T>;
}

/** Throws in lib/pq's words where the database cannot be reached. */
export async function connectPostgres(
  text: string,
  env: { get(name: string): string | undefined },
): Promise<Postgres & { close(): Promise<void> }> {
  const address = postgresAddress(text, { env, userName: userName() });
  const sql = new Bun.SQL(optionsOf(address));
  try {
    await sql.unsafe("SELECT 1");
  } catch (error) {
    throw inPqWords(error, address);
  }
  return { ...databaseOf(sql, address), close: () => sql.close() };
}

/** Whoever runs the program, as the system knows them: the environment may say nothing of it. */
function userName(): string {
  const id = String(process.getuid?.() ?? "");
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
  const [name = "postgres"] = accounts.map((line) => line.split(":")).find((fields) => fields[2] === id) ?? [];
  return name;
}

function optionsOf(address: PostgresAddress): Bun.SQL.Options {
  const { host, port, user, password, database, session } = address;
  return {
    adapter: "postgres",
    ...(host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { hostname: host, port }),
    username: user,
    password,
    database,
    // One command needs no more.
    max: 1,
    connection: session,
    tls: tlsOf(address),
  };
}

/** `require` takes any certificate, the `verify-` modes look at it. */
function tlsOf({ sslMode, rootCertificate, host }: PostgresAddress): boolean | Bun.TLSOptions {
  switch (sslMode) {
    case "disable":
      return false;
    case "require":
    case "prefer":
    case "allow":
      return { rejectUnauthorized: false };
    case "verify-ca":
    case "verify-full": {
      const ca = rootCertificate === "" ? {} : { ca: readFileSync(rootCertificate, "utf8") };
      return { rejectUnauthorized: true, serverName: host, ...ca };
    }
    default:
      throw new Error(`pq: wrong value for "sslmode": "${sslMode}" is not supported`);
  }
}

/** What of Bun's client is used; a transaction has it too. */
type Client = Pick<Bun.SQL, "unsafe" | "begin">;

function databaseOf(sql: Client, address: PostgresAddress): Postgres {
  const query: Postgres["query"] = async (text, parameters = []) => {
    try {
      return [...((await sql.unsafe(text, [...parameters])) as Row[])];
    } catch (error) {
      throw inPqWords(error, address);
    }
  };
  return {
    query,
    async execute(text) {
      try {
        await sql.unsafe(text);
      } catch (error) {
        throw inPqWords(error, address);
      }
    },
    transaction: (action) => sql.begin((transaction) => action(databaseOf(transaction, address))),
  };
}

function inPqWords(error: unknown, { host, port }: PostgresAddress): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const { code, errno } = error as Error & { readonly code?: string; readonly errno?: string };
  const at = host === "localhost" ? "127.0.0.1" : host;
  switch (code) {
    case "ERR_POSTGRES_SERVER_ERROR":
      return new Error(`pq: ${error.message} (${errno ?? ""})`, { cause: error });
    case "ERR_POSTGRES_CONNECTION_REFUSED":
      return new Error(`dial tcp ${at}:${port}: connect: connection refused`, { cause: error });
    case "ERR_POSTGRES_TLS_NOT_AVAILABLE":
      return new Error("pq: SSL is not enabled on the server", { cause: error });
    default:
      return error;
  }
}
