/** `--debug`: what the real programs say, in both dialects (test/recorded/debug.ts). */
import { tellStory } from "../recorded/debug.ts";
import { playBoth } from "../recorded/play-both.ts";

playBoth({ cases: "debug", title: "--debug", answersOf: tellStory, msMax: 60_000 });
