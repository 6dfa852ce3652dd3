/** Files and folders that cannot be read: what the real programs say, in both dialects (test/recorded/broken-paths.ts). */
import { answersOf } from "../recorded/broken-paths.ts";
import { playBoth } from "../recorded/play-both.ts";

playBoth({ cases: "broken-paths", title: "what cannot be read", answersOf, msMax: 120_000 });
