/** Sprig's path functions, over Go's path package; the `os` ones are path/filepath's, which is the same outside Windows. */
import { func } from "../go/index.ts";
import { functionMap } from "./function-map.ts";

export const pathFunctions = functionMap([
  func("base", "string", base),
  func("osBase", "string", base),
  func("dir", "string", dir),
  func("osDir", "string", dir),
  func("clean", "string", clean),
  func("osClean", "string", clean),
  func("ext", "string", ext),
  func("osExt", "string", ext),
  func("isAbs", "string", isAbsolute),
  func("osIsAbs", "string", isAbsolute),
]);

function isAbsolute(path: string): boolean {
  return path.startsWith("/");
}

function base(path: string): string {
  if (path === "") return ".";
  const trimmed = path.replace(/\/+$/, "");
  return trimmed === "" ? "/" : trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

function dir(path: string): string {
  return clean(path.slice(0, path.lastIndexOf("/") + 1));
}

function ext(path: string): string {
  const dot = path.lastIndexOf(".");
  return dot > path.lastIndexOf("/") ? path.slice(dot) : "";
}

/** The shortest path to the same place, by its text alone. */
function clean(path: string): string {
  const root = isAbsolute(path) ? "/" : "";
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (root === "") kept.push(part);
  }
  return root + kept.join("/") || ".";
}
