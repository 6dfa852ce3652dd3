/** Annotations of a chart's manifest, from its Chart.yaml (helm pkg/registry/chart.go). Sorted by key. */
import { compareStrings } from "../../go/index.ts";
import type { Metadata } from "../chart/metadata.ts";

const PREFIX = "org.opencontainers.image.";
/** Annotations of Chart.yaml do not change what these say. */
const FIXED: ReadonlySet<string> = new Set([`${PREFIX}version`, `${PREFIX}title`]);

export function artifactAnnotations(metadata: Metadata, created: string): Map<string, string> {
  const annotations = new Map<string, string>();
  const add = (name: string, value: string): void => {
    if (value.trim() !== "") annotations.set(PREFIX + name, value);
  };
  add("description", metadata.description);
  add("title", metadata.name);
  add("version", metadata.version);
  add("url", metadata.home);
  add("created", created);
  add("source", metadata.sources?.[0] ?? "");
  add("authors", authorsOf(metadata));
  for (const [key, value] of metadata.annotations ?? []) if (!FIXED.has(key)) annotations.set(key, value);
  return new Map([...annotations].sort(([a], [b]) => compareStrings(a, b)));
}

function authorsOf({ maintainers }: Metadata): string {
  return (maintainers ?? [])
    .map((maintainer) => (maintainer?.name ?? "") + (maintainer?.email ? ` (${maintainer.email})` : ""))
    .join(", ");
}
