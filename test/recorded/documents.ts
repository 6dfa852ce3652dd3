/** The documents of a YAML stream in a canonical text each, for answers whose order or style may vary. */
export function documentsOf(text: string): string[] {
  const parsed: unknown = Bun.YAML.parse(text);
  const documents = Array.isArray(parsed) && /^---/m.test(text) ? parsed : [parsed];
  return documents.filter((one) => one !== null && one !== undefined).map((one) => JSON.stringify(canonical(one)));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, canonical(child)]));
}
