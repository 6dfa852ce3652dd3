/** Scopes of bearer tokens: `repository:name:pull,push`, merged by resource and sorted as oras-go's `CleanScopes` does. */

export function repositoryScope(repository: string, actions: readonly string[]): string {
  return `repository:${repository}:${cleanActions(actions).join(",")}`;
}

export function cleanScopes(scopes: readonly string[]): string[] {
  const kept: string[] = [];
  const actionsOf = new Map<string, Set<string>>();
  for (const scope of scopes) {
    const first = scope.indexOf(":");
    const last = scope.lastIndexOf(":");
    if (first < 0 || first === last) {
      kept.push(scope);
      continue;
    }
    const resource = scope.slice(0, last);
    const actions = actionsOf.get(resource) ?? new Set();
    actionsOf.set(resource, actions);
    for (const action of scope.slice(last + 1).split(",")) if (action !== "") actions.add(action);
  }
  for (const [resource, actions] of actionsOf) {
    if (actions.size > 0) kept.push(`${resource}:${cleanActions([...actions]).join(",")}`);
  }
  return kept.toSorted();
}

/** A wildcard makes the others superfluous. */
function cleanActions(actions: readonly string[]): string[] {
  const unique = [...new Set(actions)].filter((action) => action !== "").toSorted();
  return unique.includes("*") ? ["*"] : unique;
}
