/** A digest of all that stands in a folder: names, contents, links and whether files can be run. Times and owners do not count. */
import * as fs from "node:fs";
import { join } from "node:path";

const ENTRIES_MAX = 500_000;

/** `sha256:…` of a folder. Links are not followed. */
export function treeDigest(folder: string): string {
  const hasher = new Bun.CryptoHasher("sha256");
  let entries = 0;
  const visit = (below: string): void => {
    for (const entry of sorted(join(folder, below))) {
      if (++entries > ENTRIES_MAX) throw new Error(`${folder} has more than ${ENTRIES_MAX} entries`);
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else hasher.update(`${describe(join(folder, path), entry)} ${JSON.stringify(path)}\n`);
    }
  };
  visit("");
  return `sha256:${hasher.digest("hex")}`;
}

export function bytesDigest(bytes: Uint8Array): string {
  return `sha256:${new Bun.CryptoHasher("sha256").update(bytes).digest("hex")}`;
}

function sorted(folder: string): fs.Dirent[] {
  const bytes = new Map(
    fs.readdirSync(folder, { withFileTypes: true }).map((entry) => [entry, Buffer.from(entry.name)]),
  );
  return [...bytes].sort(([, a], [, b]) => Buffer.compare(a, b)).map(([entry]) => entry);
}

function describe(path: string, entry: fs.Dirent): string {
  if (entry.isSymbolicLink()) return `link ${JSON.stringify(fs.readlinkSync(path))}`;
  if (!entry.isFile()) return "other";
  const runs = (fs.statSync(path).mode & 0o100) !== 0;
  return `${runs ? "program" : "file"} ${bytesDigest(fs.readFileSync(path))}`;
}

/** Removes what git keeps beside the files: `.git` of the repository and of its submodules. */
export function withoutGit(folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.name === ".git") fs.rmSync(path, { recursive: true, force: true });
    else if (entry.isDirectory()) withoutGit(path);
  }
}
