/**
 * What every driver of releases must do: in Secrets and ConfigMaps of the cluster that KUBECONFIG names, in memory, and in PostgreSQL where
 * it is installed: `bun test ./test/cluster/drivers.suite.ts`.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  KubernetesDriver,
  MemoryDriver,
  migrate,
  releaseFromJson,
  releaseToJson,
  SqlDriver,
  Storage,
} from "../../src/helm/storage/index.ts";
import type { Driver, Release } from "../../src/helm/storage/index.ts";
import { marshal } from "../../src/go/json/index.ts";
import { Discovery, Objects, textAt } from "../../src/kube/index.ts";
import { connectPostgres } from "../../src/sys/postgres.ts";
import { testCluster } from "./connection.ts";
import { runProgram, type Finished } from "./program.ts";
import { postgresPrograms, startPostgres, type PostgresServer } from "./postgres.ts";

const NAMESPACE = `drivers-${Math.random().toString(36).slice(2, 10)}`;
const POSTGRES_PORT = 26543;
let objects: Objects;

beforeAll(async () => {
  const cluster = testCluster();
  objects = new Objects(cluster, new Discovery(cluster));
  await objects.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } });
});

afterAll(async () => {
  await objects.delete({ apiVersion: "v1", kind: "Namespace", namespace: "", name: NAMESPACE });
});

interface Wanted {
  readonly version?: number;
  readonly status?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly manifest?: string;
}

function release(name: string, { version = 1, status = "deployed", labels = {}, manifest = "" }: Wanted = {}): Release {
  const json = {
    ...{ name, namespace: NAMESPACE, version, manifest },
    info: { status, first_deployed: "2026-01-02T03:04:05Z", last_deployed: "2026-01-02T03:04:05Z" },
    chart: { metadata: { name: "c", version: "0.1.0", apiVersion: "v2" } },
  };
  return Object.assign(releaseFromJson(json), { labels: new Map(Object.entries(labels)) });
}

function behaviour(name: string, open: () => Driver): void {
  describe(name, () => {
    const storage = (maxHistory = 0) => new Storage(open(), { maxHistory });

    test("what was written is read, with its labels", async () => {
      await storage().create(release("a", { labels: { team: "x" }, manifest: "kind: A\n" }));
      const found = await storage().get("a", 1);
      expect(found).toMatchObject({ name: "a", version: 1, manifest: "kind: A\n" });
      expect([...found.labels]).toEqual([["team", "x"]]);
    });

    test("the same revision twice is refused, and keeps the first", async () => {
      await storage().create(release("b", { manifest: "first" }));
      expect(storage().create(release("b", { manifest: "second" }))).rejects.toThrow("release: already exists");
      expect((await storage().get("b", 1)).manifest).toBe("first");
    });

    test("what is not there is not found", async () => {
      expect(storage().get("nothing", 1)).rejects.toThrow("release: not found");
      expect(storage().last("nothing")).rejects.toThrow("release: not found");
      expect(storage().history("nothing")).rejects.toThrow("release: not found");
      expect(storage().deployed("nothing")).rejects.toThrow('"nothing" has no deployed releases');
      expect(storage().delete("nothing", 1)).rejects.toThrow("release: not found");
    });

    test("revisions come in order, ten after nine", async () => {
      for (const version of [10, 9, 11, 1]) {
        await storage().create(release("c", { version, status: version === 11 ? "failed" : "superseded" }));
      }
      expect((await storage().history("c")).map((one) => one.version)).toEqual([1, 9, 10, 11]);
      expect((await storage().last("c")).version).toBe(11);
      expect(storage().deployed("c")).rejects.toThrow('"c" has no deployed releases');
    });

    test("a changed state is found under its new name only", async () => {
      await storage().create(release("d", { status: "pending-install" }));
      expect(storage().deployed("d")).rejects.toThrow();
      await storage().update(release("d", { status: "deployed" }));
      expect((await storage().deployed("d")).info.status).toBe("deployed");
    });

    test("the history has a limit, and keeps what is deployed", async () => {
      await storage().create(release("e", { version: 1 }));
      for (const version of [2, 3, 4]) await storage(3).create(release("e", { version, status: "failed" }));
      expect((await storage().history("e")).map((one) => one.version)).toEqual([1, 3, 4]);
    });

    test("deleted is gone", async () => {
      await storage().create(release("f", { labels: { team: "x" } }));
      await storage().delete("f", 1);
      expect(storage().get("f", 1)).rejects.toThrow("release: not found");
    });

    test("a list knows the labels before it decodes", async () => {
      await storage().create(release("g", { version: 3, status: "failed", labels: { team: "y" } }));
      const entry = (await storage().entries()).find(({ labels }) => labels.get("name") === "g");
      expect(Object.fromEntries(entry?.labels ?? [])).toMatchObject({ version: "3", status: "failed", team: "y" });
      expect((await entry?.load())?.version).toBe(3);
    });
  });
}

const options = { dialect: "helm4", namespace: NAMESPACE, now: () => 1_700_000_000 } as const;

const lade = (env: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<Finished> =>
  runProgram([...words, "-n", NAMESPACE], { folder: tmpdir(), env });

const configMap = (name: string, color: string): string =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {color: ${color}}\n`;

/** Operations of Helm's, which leave no journal, and which nobody ended. */
function recovery(name: string, env: () => Readonly<Record<string, string>>, open: () => Driver): void {
  describe(`lade recover with ${name}`, () => {
    const storage = new Storage(new Lazy(open));
    const pending = async (of: string): Promise<void> => {
      await storage.create(release(of, { manifest: configMap(of, "red") }));
      await storage.create(release(of, { version: 2, status: "pending-upgrade", manifest: configMap(of, "blue") }));
      const metadata = { name: of, namespace: NAMESPACE };
      await objects.create({ apiVersion: "v1", kind: "ConfigMap", metadata, data: { color: "green" } });
    };
    const states = async (of: string): Promise<string[]> =>
      (await storage.history(of)).map(({ version, info }) => `${version} ${info.status}`);
    const color = async (of: string): Promise<string> =>
      textAt(
        await objects.get({ apiVersion: "v1", kind: "ConfigMap", namespace: NAMESPACE, name: of }),
        "data",
        "color",
      );
    const slug = name.replace(/\W/g, "").toLowerCase();

    test("says what is open, and undoes it", async () => {
      const of = `undo-${slug}`;
      await pending(of);
      const said = await lade(env(), "recover");
      expect(said.out).toContain(
        `the upgrade of ${of} (revision 2), begun 2026-01-02T03:04:05Z, was interrupted; it would be rolled back to revision 1\n`,
      );
      const done = await lade(env(), "recover", of);
      expect(done).toEqual({ exit: 0, out: expect.stringContaining("it is rolled back to revision 1\n"), err: "" });
      expect(await states(of)).toEqual(["1 superseded", "2 failed", "3 deployed"]);
      expect(await color(of)).toBe("red");
    });

    test("finishes it", async () => {
      const of = `finish-${slug}`;
      await pending(of);
      const done = await lade(env(), "recover", of, "--finish");
      expect(done).toEqual({ exit: 0, out: expect.stringContaining("it is finished as revision 3\n"), err: "" });
      expect(await states(of)).toEqual(["1 superseded", "2 failed", "3 deployed"]);
      expect(await color(of)).toBe("blue");
      expect((await lade(env(), "recover", of)).out).toBe("no operation was interrupted\n");
    });
  });
}

/** Opened when first asked: servers are started before tests, not before they are described. */
class Lazy implements Driver {
  readonly name = "lazy";
  readonly #open: () => Driver;

  constructor(open: () => Driver) {
    this.#open = open;
  }

  get(...args: Parameters<Driver["get"]>): ReturnType<Driver["get"]> {
    return this.#open().get(...args);
  }

  entries(...args: Parameters<Driver["entries"]>): ReturnType<Driver["entries"]> {
    return this.#open().entries(...args);
  }

  create(...args: Parameters<Driver["create"]>): ReturnType<Driver["create"]> {
    return this.#open().create(...args);
  }

  update(...args: Parameters<Driver["update"]>): ReturnType<Driver["update"]> {
    return this.#open().update(...args);
  }

  delete(...args: Parameters<Driver["delete"]>): ReturnType<Driver["delete"]> {
    return this.#open().delete(...args);
  }
}

recovery(
  "Secrets",
  () => ({}),
  () => new KubernetesDriver(objects, { ...options, kind: "Secret" }),
);
recovery(
  "ConfigMaps",
  () => ({ HELM_DRIVER: "configmap" }),
  () => new KubernetesDriver(objects, { ...options, kind: "ConfigMap" }),
);

test("lade recover with memory, whose records come from a file and end with the program", async () => {
  const file = join(tmpdir(), `lade-memory-${process.pid}.yaml`);
  const all = [
    release("remembered", { manifest: configMap("remembered", "red") }),
    release("remembered", { version: 2, status: "pending-upgrade", manifest: configMap("remembered", "blue") }),
  ];
  writeFileSync(
    file,
    JSON.stringify(all.map((one) => JSON.parse(marshal(releaseToJson(one, { dialect: "helm4" }))) as unknown)),
  );
  const metadata = { name: "remembered", namespace: NAMESPACE };
  await objects.create({ apiVersion: "v1", kind: "ConfigMap", metadata, data: { color: "green" } });
  const env = { HELM_DRIVER: "memory", HELM_MEMORY_DRIVER_DATA: file };
  const done = await lade(env, "recover", "remembered", "--finish");
  rmSync(file);
  expect(done).toEqual({ exit: 0, out: expect.stringContaining("it is finished as revision 3\n"), err: "" });
  const ref = { apiVersion: "v1", kind: "ConfigMap", namespace: NAMESPACE, name: "remembered" };
  expect(textAt(await objects.get(ref), "data", "color")).toBe("blue");
});

behaviour("Secrets", () => new KubernetesDriver(objects, { ...options, kind: "Secret" }));
behaviour("ConfigMaps", () => new KubernetesDriver(objects, { ...options, kind: "ConfigMap" }));

const inMemory = new Map<string, Release>();
behaviour("memory", () => new MemoryDriver(NAMESPACE, inMemory));

for (const kind of ["Secret", "ConfigMap"] as const) {
  describe(`a large record in several ${kind}s`, () => {
    let opened: Storage | undefined;
    const storage = () => (opened ??= new Storage(new KubernetesDriver(objects, { ...options, kind })));
    const noise = (bytes: number) =>
      crypto
        .getRandomValues(new Uint8Array(bytes / 4))
        .reduceRight((text, byte) => text + byte.toString(16).padStart(4, "0"), "");
    const large = Array.from({ length: 60 }, () => noise(60_000)).join("\n");
    const parts = async () => await objects.list("v1", kind, { namespace: NAMESPACE, labelSelector: "owner=lade" });

    test("is read as it was written", async () => {
      await storage().create(release("large", { manifest: large }));
      expect((await storage().get("large", 1)).manifest === large).toBe(true);
      expect((await storage().last("large")).manifest === large).toBe(true);
      expect((await parts()).length).toBeGreaterThan(0);
    });

    test("leaves nothing behind where there is one already", async () => {
      const before = (await parts()).length;
      const again = storage().create(release("large", { manifest: `${large}\nother` }));
      expect(again).rejects.toThrow("release: already exists");
      await again.catch(() => undefined);
      const same = storage().create(release("large", { manifest: large }));
      await same.catch(() => undefined);
      expect(await parts()).toHaveLength(before);
      expect((await storage().get("large", 1)).manifest === large).toBe(true);
    });

    test("leaves no part of an earlier state behind", async () => {
      const before = (await parts()).length;
      await storage().update(release("large", { manifest: `${large}\n`, status: "superseded" }));
      expect(await parts()).toHaveLength(before);
      expect((await storage().get("large", 1)).manifest === `${large}\n`).toBe(true);
    });

    test("gives its parts up when it becomes small", async () => {
      await storage().update(release("large", { manifest: "small" }));
      expect((await storage().get("large", 1)).manifest).toBe("small");
      expect(await parts()).toHaveLength(0);
    });
  });
}

const programs = postgresPrograms();
if (programs === undefined) console.warn("PostgreSQL is not installed: its driver is not tested");
else {
  describe("PostgreSQL", () => {
    let server: PostgresServer;
    let database: Awaited<ReturnType<typeof connectPostgres>>;
    const folder = join(tmpdir(), `lade-postgres-${process.pid}`);

    beforeAll(async () => {
      server = await startPostgres({ programs, folder, port: POSTGRES_PORT });
      database = await connectPostgres(server.address, { get: () => undefined });
      await migrate(database);
    });

    afterAll(async () => {
      await database.close();
      await server.stop();
    });

    behaviour("in its tables", () => new SqlDriver(database, options));
    const env = () => ({ HELM_DRIVER: "sql", HELM_DRIVER_SQL_CONNECTION_STRING: server.address });
    recovery("PostgreSQL", env, () => new SqlDriver(database, options));

    test("setting up twice changes nothing", async () => {
      await migrate(database);
      const rows = await database.query(`SELECT "id" FROM "gorp_migrations" ORDER BY "id"`);
      expect(rows.map(({ id }) => String(id))).toEqual(["custom_labels", "init"]);
    });
  });
}
