/** Plugins and post-renderers that fail in every way: what the real programs say, in both dialects (test/recorded/plugin-programs.ts). */
import { answersOf } from "../recorded/plugin-programs.ts";
import { playBoth } from "../recorded/play-both.ts";

playBoth({ cases: "plugin-programs", title: "plugins that fail", answersOf, msMax: 120_000 });
