/** Go's path package (Go 1.26), which on Unix is also path/filepath: paths as text, without touching a disk. */

/** The shortest path that means the same; `.` for an empty one. */
export function clean(path: string): string {
  if (path === "") return ".";
  const rooted = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (!rooted) parts.push(part);
  }
  const cleaned = (rooted ? "/" : "") + parts.join("/");
  return cleaned === "" ? "." : cleaned;
}

/** The elements that are not empty, joined and cleaned; empty when all are. */
export function join(...elements: readonly string[]): string {
  const path = elements.filter((element) => element !== "").join("/");
  return path === "" ? "" : clean(path);
}

/** The last element without trailing slashes; `.` for an empty path, `/` for slashes only. */
export function base(path: string): string {
  if (path === "") return ".";
  const trimmed = path.replace(/\/+$/, "");
  return trimmed === "" ? "/" : trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

/** All but the last element, cleaned. */
export function dir(path: string): string {
  return clean(path.slice(0, path.lastIndexOf("/") + 1));
}

/** The ending of the last element from its last dot, dot included. */
export function ext(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot);
}

export function isAbsolute(path: string): boolean {
  return path.startsWith("/");
}

/** filepath.Abs for a known working directory. */
export function absolute(path: string, cwd: string): string {
  return isAbsolute(path) ? clean(path) : join(cwd, path);
}

/** filepath.Rel (Go 1.26) for two absolute paths. */
export function relative(from: string, to: string): string {
  const [start, end] = [from, to].map((path) => clean(path).split("/").filter(Boolean)) as [string[], string[]];
  const differs = start.findIndex((part, at) => part !== end[at]);
  const common = differs < 0 ? start.length : differs;
  return [...start.slice(common).map(() => ".."), ...end.slice(common)].join("/") || ".";
}
