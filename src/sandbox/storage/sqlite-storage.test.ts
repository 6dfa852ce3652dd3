import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Database } from "bun:sqlite";
import { sqliteStorage } from "./sqlite-storage.ts";
import { StorageError } from "./storage.ts";
import { Store } from "./store.ts";

const folder = mkdtempSync(join(tmpdir(), "lade-storage-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const thing = (name: string) => ({ metadata: { name, namespace: "x" }, data: { a: name } });

describe("objects in SQLite", () => {
  test("a new process finds what the last one wrote, and counts on", () => {
    const path = join(folder, "objects.db");
    const first = new Store(sqliteStorage(path));
    first.put("/things", "x/a", thing("a"));
    const b = first.put("/things", "x/b", thing("b"));
    first.delete("/things", "x/a");
    const { revision } = first;
    first.close();
    const second = new Store(sqliteStorage(path));
    expect(second.revision).toBe(revision);
    expect(second.list("/things")).toEqual([b]);
    expect(second.put("/things", "x/c", thing("c"))).toMatchObject({
      metadata: { resourceVersion: `${revision + 1}` },
    });
    // What happened before is forgotten: a watch from there has to begin anew.
    expect(second.eventsAfter(revision - 1)).toBeUndefined();
    expect(second.eventsAfter(revision)).toHaveLength(1);
    second.close();
  });

  test("a file that is no database is named, and what to do", () => {
    const path = join(folder, "damaged.db");
    writeFileSync(path, "this is no database, and long enough to be taken for one ".repeat(40));
    expect(() => sqliteStorage(path)).toThrow(StorageError);
    expect(() => sqliteStorage(path)).toThrow(`${path} is damaged: file is not a database`);
  });

  test("a database of a later version is left alone", () => {
    const path = join(folder, "later.db");
    const database = new Database(path, { create: true });
    database.run("PRAGMA user_version = 99");
    database.close();
    expect(() => sqliteStorage(path)).toThrow(`${path} was written by a later version of lade`);
  });
});
