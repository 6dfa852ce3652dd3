/** Paths to fields: `spec/template` of field specs, `spec.containers.[name=web].image` of replacements (kyaml utils, 0.21). */

/** Splits at the delimiter; one after a backslash belongs to the name. A leading delimiter is dropped. */
export function splitPath(path: string, delimiter: string): string[] {
  const pieces = path.split(delimiter);
  if (pieces.length > 1 && pieces[0] === "") pieces.shift();
  const result: string[] = [pieces[0] ?? ""];
  for (const piece of pieces.slice(1)) {
    const last = result.at(-1) ?? "";
    if (last.endsWith("\\")) result[result.length - 1] = last.slice(0, -1) + delimiter + piece;
    else result.push(piece);
  }
  return result;
}

/** The same, but brackets hold together: `[a.b=c]` matches an element, `[a.b]` is a name with a dot. */
export function splitBracketedPath(path: string, delimiter: string): string[] {
  const pieces = splitPath(path, delimiter);
  const result: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    let piece = pieces[i] ?? "";
    if (piece.startsWith("[") && !piece.endsWith("]")) {
      while (i + 1 < pieces.length && !piece.endsWith("]")) piece += delimiter + pieces[++i];
      if (!piece.includes("=")) piece = trimBrackets(piece);
    }
    result.push(piece);
  }
  return result;
}

function trimBrackets(text: string): string {
  return text.replace(/^[[\]]+|[[\]]+$/g, "");
}
