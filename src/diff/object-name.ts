/** The parts of an object's name in an index; nothing where its namespace or name is none that Kubernetes would take. */
export function nameParts(key: string) {
  const match = /([a-z0-9-]+), ([a-z0-9.-]+), (\w+) \(([^)]+)\)/.exec(key);
  if (match === null) return undefined;
  const [, namespace = "", name = "", kind = "", api = ""] = match;
  return { namespace, name, kind, api };
}
