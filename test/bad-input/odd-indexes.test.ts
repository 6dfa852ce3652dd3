/** Indexes with something odd in them: what the real programs take of them, in both dialects (test/recorded/odd-indexes.ts). */
import { answersOf } from "../recorded/odd-indexes.ts";
import { playBoth } from "../recorded/play-both.ts";

playBoth({ cases: "odd-indexes", title: "odd indexes", answersOf, msMax: 120_000 });
