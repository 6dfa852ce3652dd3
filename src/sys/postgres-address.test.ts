import { expect, test } from "bun:test";
import { postgresAddress, type PostgresAddress } from "./postgres-address.ts";

function check(text: string, expected: Partial<PostgresAddress>, env: Readonly<Record<string, string>> = {}): void {
  expect(postgresAddress(text, { env: { get: (name) => env[name] }, userName: "me" })).toMatchObject(expected);
}

test("a URL, pairs, and what is usual", () => {
  check("postgres://u:p%40ss@h:1/db?sslmode=disable&search_path=helm", {
    ...{ host: "h", port: 1, user: "u", password: "p@ss", database: "db", sslMode: "disable" },
    session: { search_path: "helm" },
  });
  check(String.raw`host=h user='a b' password=it\'s dbname = db`, {
    host: "h",
    user: "a b",
    password: "it's",
    database: "db",
  });
  check("", { host: "localhost", port: 5432, user: "me", database: "me", sslMode: "require", session: {} });
  check("postgresql://[::1]/db", { host: "::1", database: "db" });
});

test("the environment stands behind what is written", () => {
  check("user=u", { user: "u", database: "u", host: "h" }, { PGHOST: "h", PGUSER: "other" });
});

test("what is neither", () => {
  expect(() => check("garbage", {})).toThrow('missing "=" after "garbage" in connection info string');
});
