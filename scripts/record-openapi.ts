/**
 * Records the OpenAPI documents of an API server for the sandbox, part of scripts/record-api.ts: all documents of v3 and the one of v2 as they are served,
 * and the same for two custom kinds with names that stand for any other (src/sandbox/openapi/custom-documents.ts puts the real ones in). One file of text: they say the
 * same things again and again, so that 9 MB become 1.4 MB.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { objectAt, type Cluster, type JsonObject, type JsonValue } from "../src/kube/index.ts";
import { Pieces } from "../src/sandbox/openapi/pieces.ts";
import { STAND_IN } from "../src/sandbox/openapi/stand-in.ts";

const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const WAIT_MS_MAX = 30_000;

/** Gives how large the file has become. */
export async function recordOpenapi(cluster: Cluster, folder: string): Promise<number> {
  const text = async (path: string): Promise<string> =>
    (await cluster.request({ method: "GET", path, accept: "application/json" })).text;
  const parsed = async (path: string): Promise<JsonValue> => JSON.parse(await text(path)) as JsonValue;
  const v2 = await text("/openapi/v2");
  const places = Object.keys(objectAt(await parsed("/openapi/v3"), "paths")).sort();
  const documents = [["v2", v2]];
  for (const place of places) documents.push([place, await text(`/openapi/v3/${place}`)]);

  const { group, version } = STAND_IN;
  await withCustomKinds(cluster, async () => {
    const place = `apis/${group}/${version}`;
    const isThere = async (): Promise<boolean> => {
      if (!Object.hasOwn(objectAt(await parsed("/openapi/v3"), "paths"), place)) return false;
      const paths = [await parsed("/openapi/v2"), await parsed(`/openapi/v3/${place}`)].map((one) =>
        objectAt(one, "paths"),
      );
      return [STAND_IN.namespaced, STAND_IN.cluster].every(({ plural }) =>
        paths.every((one) => Object.keys(one).some((path) => path.endsWith(plural))),
      );
    };
    await until(isThere);
    documents.push(["custom v3", await text(`/openapi/v3/${place}`)]);
    documents.push(["custom v2", JSON.stringify(added(JSON.parse(v2) as JsonValue, await parsed("/openapi/v2")))]);
  });
  return await write(documents as [string, string][], join(folder, "documents.txt"));
}

/** What the second has and the first has not. */
function added(before: JsonValue, after: JsonValue): JsonObject {
  const missing = (part: string): JsonObject =>
    Object.fromEntries(
      Object.entries(objectAt(after, part)).filter(([key]) => !Object.hasOwn(objectAt(before, part), key)),
    );
  return { paths: missing("paths"), definitions: missing("definitions") };
}

async function withCustomKinds(cluster: Cluster, action: () => Promise<void>): Promise<void> {
  const both = [
    { names: STAND_IN.namespaced, scope: "Namespaced" },
    { names: STAND_IN.cluster, scope: "Cluster" },
  ].map(({ names, scope }) => definition(names, scope));
  try {
    for (const body of both) await cluster.request({ method: "POST", path: DEFINITIONS, body });
    await action();
  } finally {
    for (const { metadata } of both)
      await cluster.request({ method: "DELETE", path: `${DEFINITIONS}/${metadata.name}` });
  }
}

function definition(
  names: { readonly plural: string; readonly kind: string; readonly listKind: string },
  scope: string,
): JsonObject & { readonly metadata: { readonly name: string } } {
  const { group, version } = STAND_IN;
  const scale = { specReplicasPath: ".spec.replicas", statusReplicasPath: ".status.replicas" };
  const properties = { spec: { type: "object" }, status: { type: "object" } };
  const served = {
    ...{ name: version, served: true, storage: true, subresources: { status: {}, scale } },
    schema: { openAPIV3Schema: { type: "object", properties } },
  };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${names.plural}.${group}` },
    spec: { group, scope, names: { ...names }, versions: [served] },
  };
}

async function until(check: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + WAIT_MS_MAX; Date.now() < end; await Bun.sleep(200)) if (await check()) return;
  throw new Error("the documents of the custom kinds did not come");
}

/** For each document its name, its hash and its pieces, a tab between them; an empty line; and then all pieces. */
async function write(documents: readonly (readonly [string, string])[], path: string): Promise<number> {
  const pieces = new Pieces();
  const heads = documents.map(([name, text]) => [name, hashOf(text), pieces.add(text)].join("\t"));
  return await Bun.write(path, `${[...heads, "", ...pieces.lines()].join("\n")}\n`);
}

/** As the server's ETag (kube-openapi handler3.computeETag). */
function hashOf(text: string): string {
  return createHash("sha512").update(text).digest("hex").toUpperCase();
}
