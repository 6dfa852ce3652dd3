/** Chart.yaml, Chart.lock and their parts (helm pkg/chart/v2: metadata.go, dependency.go). */
import { any, bool, type Decoded, list, mapOf, pointer, struct, text, time } from "../../yaml/typed/index.ts";
import type { Dialect } from "../dialect.ts";

/** Go's package of these types, which its error texts name. */
const PACKAGE = { helm3: "chart", helm4: "v2" } as const;

function describe(dialect: Dialect) {
  const go = PACKAGE[dialect];
  const maintainer = struct(`${go}.Maintainer`, { name: text, email: text, url: text });
  const dependency = struct(`${go}.Dependency`, {
    name: text,
    version: text,
    repository: text,
    condition: text,
    tags: list(text),
    enabled: bool,
    importValues: ["import-values", list(any)],
    alias: text,
  });
  const metadata = struct(`${go}.Metadata`, {
    name: text,
    home: text,
    sources: list(text),
    version: text,
    description: text,
    keywords: list(text),
    maintainers: list(pointer(maintainer)),
    icon: text,
    apiVersion: text,
    condition: text,
    tags: text,
    appVersion: text,
    deprecated: bool,
    annotations: mapOf(text),
    kubeVersion: text,
    dependencies: list(pointer(dependency)),
    type: text,
  });
  const lock = struct(`${go}.Lock`, { generated: time, digest: text, dependencies: list(pointer(dependency)) });
  return { maintainer, dependency, metadata, lock };
}

type Types = ReturnType<typeof describe>;

const known: Partial<Record<Dialect, Types>> = {};

/** How the types of a dialect are decoded. */
export function chartTypes(dialect: Dialect): Types {
  return (known[dialect] ??= describe(dialect));
}

export type Maintainer = Decoded<Types["maintainer"]>;
export type Dependency = Decoded<Types["dependency"]>;
export type Metadata = Decoded<Types["metadata"]>;
export type Lock = Decoded<Types["lock"]>;
