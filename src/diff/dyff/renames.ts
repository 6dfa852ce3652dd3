/** Which of the documents that are gone and of those that are new are the same under another name (gonvenience/idem 0.0.3, after JGit). */
import { toBytes } from "../../go/index.ts";
import { emitNodes, type Node } from "../../yaml/index.ts";
import { newNode } from "./nodes.ts";

interface Named {
  readonly name: string;
  readonly node: Node;
}

export interface RenamedPair<T> {
  readonly from: T;
  readonly to: T;
}

const SCORE_MIN = 60;
/** With more documents on a side nothing is looked for. */
const DOCUMENTS_MAX = 50;

interface Pair {
  readonly from: number;
  readonly to: number;
  readonly score: number;
}

export function renamedPairs<T extends Named>(gone: readonly T[], added: readonly T[]): RenamedPair<T>[] {
  if (gone.length === 0 || added.length === 0 || Math.max(gone.length, added.length) > DOCUMENTS_MAX) return [];
  const [usedFrom, usedTo] = [new Set<number>(), new Set<number>()];
  const result: RenamedPair<T>[] = [];
  for (const { from, to } of scoredPairs(gone, added)) {
    const [old, current] = [gone[from], added[to]];
    if (usedFrom.has(from) || usedTo.has(to) || old === undefined || current === undefined) continue;
    usedFrom.add(from);
    usedTo.add(to);
    result.push({ from: old, to: current });
  }
  return result;
}

/** The pairs that are alike enough, the best first. */
function scoredPairs(gone: readonly Named[], added: readonly Named[]): Pair[] {
  const [olds, news] = [gone.map(contentOf), added.map(contentOf)];
  const pairs = olds.flatMap((old, from) =>
    news.flatMap((current, to) => {
      const [smaller, larger] = [old.size + 1, current.size + 1].sort((a, b) => a - b);
      if (Math.floor(((smaller ?? 0) * 100) / (larger ?? 1)) < SCORE_MIN) return [];
      const content = commonShare(old, current);
      const name = nameScore(gone[from]?.name ?? "", added[to]?.name ?? "") * 100;
      const score = Math.floor((content * 99 + name) / 10_000);
      return score < SCORE_MIN ? [] : [{ from, to, score }];
    }),
  );
  return pairs.sort((a, b) => b.score - a.score || b.to - a.to || b.from - a.from);
}

interface Content {
  readonly size: number;
  /** How many bytes are in blocks of each hash. */
  readonly blocks: ReadonlyMap<number, number>;
  readonly hashed: number;
}

const BLOCK_MAX = 64;
const [LF, CR] = [0x0a, 0x0d];

function contentOf({ node }: Named): Content {
  const bytes = toBytes(emitNodes([newNode("document", "", [node])], { indent: 4, sequences: "wide" }));
  const blocks = new Map<number, number>();
  let hashed = 0;
  for (let at = 0; at < bytes.length;) {
    let [hash, count, n] = [5381, 0, 0];
    while (at < bytes.length && n < BLOCK_MAX) {
      const byte = bytes[at++] ?? 0;
      n++;
      if (byte === CR && bytes[at] === LF) continue;
      count++;
      if (byte === LF) break;
      hash = (Math.imul(hash, 33) + byte) | 0;
    }
    const key = Math.imul(hash, 0x9e370001) >>> 1;
    blocks.set(key, (blocks.get(key) ?? 0) + count);
    hashed += count;
  }
  return { size: bytes.length, blocks, hashed };
}

/** How much of the larger one is in both, of 10,000. */
function commonShare(a: Content, b: Content): number {
  const larger = Math.max(a.hashed, b.hashed);
  if (larger === 0) return 10_000;
  let common = 0;
  for (const [key, count] of a.blocks) common += Math.min(count, b.blocks.get(key) ?? 0);
  return Math.floor((common * 10_000) / larger);
}

/** How alike two names are: their folders from both ends, their last parts from behind; of 100. */
function nameScore(a: string, b: string): number {
  const [aCut, bCut] = [a.lastIndexOf("/") + 1, b.lastIndexOf("/") + 1];
  const longest = Math.max(aCut, bCut);
  const percent = (same: number, of: number): number => Math.floor((same * 100) / of);
  const [aFolder, bFolder] = [a.slice(0, aCut), b.slice(0, bCut)];
  const forward = longest === 0 ? 100 : percent(sameStart(aFolder, bFolder), longest);
  const backward = forward === 100 ? 100 : percent(sameEnd(aFolder, bFolder), longest);
  const [aName, bName] = [a.slice(aCut), b.slice(bCut)];
  const last = percent(sameEnd(aName, bName), Math.max(aName.length, bName.length));
  return Math.floor(((forward + backward) * 25 + last * 50) / 100);
}

function sameStart(a: string, b: string): number {
  let n = 0;
  while (n < Math.min(a.length, b.length) && a[n] === b[n]) n++;
  return n;
}

function sameEnd(a: string, b: string): number {
  let n = 0;
  while (n < Math.min(a.length, b.length) && a.at(-1 - n) === b.at(-1 - n)) n++;
  return n;
}
