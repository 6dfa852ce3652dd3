/**
 * Where a PostgreSQL database is: a URL or `key=value` pairs, over libpq's environment variables, over its defaults
 * (lib/pq 1.12, which Helm's SQL driver uses).
 */
export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly sslMode: string;
  readonly rootCertificate: string;
  /** Parameters of the session, such as `search_path`. */
  readonly session: Readonly<Record<string, string>>;
}

interface Environment {
  get(name: string): string | undefined;
}

const VARIABLES: Readonly<Record<string, string>> = {
  host: "PGHOST",
  port: "PGPORT",
  user: "PGUSER",
  password: "PGPASSWORD",
  dbname: "PGDATABASE",
  sslmode: "PGSSLMODE",
  sslrootcert: "PGSSLROOTCERT",
  application_name: "PGAPPNAME",
  options: "PGOPTIONS",
  connect_timeout: "PGCONNECT_TIMEOUT",
};

/** Not sent to the server. */
const OWN = ["host", "port", "user", "password", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslinline"];
const OWN_TOO = ["connect_timeout", "sslsni", "binary_parameters", "fallback_application_name", "passfile", "service"];

/** Throws for text that is neither. `userName` is who runs the program. */
export function postgresAddress(text: string, { env, userName }: AddressOptions): PostgresAddress {
  const given = /^postgres(ql)?:\/\//.test(text) ? pairsOfUrl(text) : pairsOfText(text);
  const all = new Map<string, string>();
  for (const [name, variable] of Object.entries(VARIABLES)) {
    const value = env.get(variable);
    if (value !== undefined && value !== "") all.set(name, value);
  }
  for (const [name, value] of given) all.set(name, value);
  const user = all.get("user") || userName;
  return {
    host: all.get("host") || "localhost",
    port: Number(all.get("port") || 5432),
    user,
    password: all.get("password") ?? "",
    database: all.get("dbname") || user,
    sslMode: all.get("sslmode") || "require",
    rootCertificate: all.get("sslrootcert") ?? "",
    session: Object.fromEntries([...all].filter(([name]) => !OWN.includes(name) && !OWN_TOO.includes(name))),
  };
}

export interface AddressOptions {
  readonly env: Environment;
  readonly userName: string;
}

function pairsOfUrl(text: string): [string, string][] {
  const url = new URL(text);
  const parts: [string, string][] = [
    ["host", decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, "$1")],
    ["port", url.port],
    ["user", decodeURIComponent(url.username)],
    ["password", decodeURIComponent(url.password)],
    ["dbname", decodeURIComponent(url.pathname.slice(1))],
  ];
  return [...parts.filter(([, value]) => value !== ""), ...url.searchParams];
}

const PAIR = /\s*([^\s=]+)\s*(?:=\s*('(?:[^'\\]|\\.)*'|(?:[^\s'\\]|\\.)*))?/gy;

function pairsOfText(text: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const [, name = "", value] of text.trimEnd().matchAll(PAIR)) {
    if (value === undefined) throw new Error(`missing "=" after "${name}" in connection info string`);
    const bare = value.startsWith("'") ? value.slice(1, -1) : value;
    pairs.push([name, bare.replace(/\\(.)/g, "$1")]);
  }
  return pairs;
}
