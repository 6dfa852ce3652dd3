/**
 * Command lines on releases, made by chance from a seed: in those of one major every pair of flags of every command occurs, with values that fit and
 * values that do not, in all the forms in which a flag may be written. They come as scenarios, each a short life of three releases.
 */
import type { Major, Scenario } from "../lifecycle.ts";
import { CHARTS, FILES } from "./charts.ts";
import { commandsOf, type GeneratedCommand, type GeneratedFlag } from "./commands.ts";
import { setsOfPairs } from "./pairs.ts";
import { Random } from "../../random.ts";
import { ENVIRONMENT } from "./values.ts";

const FLAGS_A_LINE = 5;
const LINES_A_SCENARIO = 12;
const NAMES = ["a", "b", "c"];

/** Shares of all lines that have a fault of this kind. */
const WRONG_VALUE = 0.2;
const WRONG_WORDS = 0.06;
const WRONG_FLAG = 0.03;
const FROM_ENVIRONMENT = 0.1;
const TWICE = 0.15;

export async function generate(major: Major, seed: number): Promise<Scenario[]> {
  const random = new Random(seed);
  const lines = (await commandsOf(major)).flatMap((command) => {
    const sets = setsOfPairs(command.flags, { size: FLAGS_A_LINE, random });
    return sets.map((flags) => line(command, { flags, random }));
  });
  const shuffled = random.shuffled(lines);
  return Array.from({ length: Math.ceil(shuffled.length / LINES_A_SCENARIO) }, (_, i) => {
    const part = shuffled.slice(i * LINES_A_SCENARIO, (i + 1) * LINES_A_SCENARIO);
    const about = `command lines ${i} of seed ${seed}`;
    return {
      about,
      majors: [major],
      files: FILES,
      steps: ["helm install a ./web", ...sensibly(part), "helm list -a".replace(major === "helm3" ? "" : " -a", "")],
    };
  });
}

/** What makes releases comes early more often than not. */
function sensibly(lines: readonly string[]): string[] {
  const installs = lines.filter((one) => /helm install/.test(one));
  const early = installs.slice(0, 2);
  return [...early, ...lines.filter((one) => !early.includes(one))];
}

interface LineOptions {
  readonly flags: readonly GeneratedFlag[];
  readonly random: Random;
}

function line(command: GeneratedCommand, { flags, random }: LineOptions): string {
  const wrong = random.isBelow(WRONG_VALUE) ? random.pick(flags) : undefined;
  const given = flags.flatMap((flag) => {
    const values = flag === wrong ? (flag.values.wrong ?? flag.values.fit) : flag.values.fit;
    if (values.length === 0) return [];
    const once = written(flag, random.pick(values), random);
    return random.isBelow(TWICE) ? [once, written(flag, random.pick(values), random)] : [once];
  });
  if (random.isBelow(WRONG_FLAG))
    given.push(random.pick(["--none", "-Z", "--outp json", "--=x", "---x", "--set", "-", "--help"]));
  if (given.some((one) => /^(-A|--all-namespaces)/.test(one))) given.push("--filter none-such");
  const words = operands(command.words, random);
  const mixed = random.isBelow(0.5) ? [...words, ...given] : interleaved(words, given, random);
  return [...environment(random), "helm", command.words, ...mixed].join(" ");
}

function interleaved(words: readonly string[], flags: readonly string[], random: Random): string[] {
  const at = Math.floor(random.next() * (flags.length + 1));
  return [...flags.slice(0, at), ...words, ...flags.slice(at)];
}

function environment(random: Random): string[] {
  if (!random.isBelow(FROM_ENVIRONMENT)) return [];
  const [name, { fit, wrong = [] }] = random.pick(Object.entries(ENVIRONMENT));
  return [`${name}=${random.pick(random.isBelow(0.3) && wrong.length > 0 ? wrong : fit)}`];
}

/** One of the forms that a flag may have. */
function written({ name, shorthand, alone }: GeneratedFlag, value: string, random: Random): string {
  const text = value === "" ? "''" : value;
  const isShort = shorthand !== "" && random.isBelow(0.5);
  const flag = isShort ? `-${shorthand}` : `--${name}`;
  if (alone) return value === "ALONE" || (value === "true" && random.isBelow(0.7)) ? flag : `${flag}=${text}`;
  if (isShort && value !== "" && random.isBelow(0.3)) return `${flag}${text}`;
  return random.isBelow(0.5) ? `${flag} ${text}` : `${flag}=${text}`;
}

/** What stands beside the flags. */
function operands(command: string, random: Random): string[] {
  if (random.isBelow(WRONG_WORDS))
    return random.pick([[], ["a", "./web", "more"], ["none-such"], ["A_b"], ["''"], ["a", "x"]]);
  const name = random.pick(NAMES);
  switch (command) {
    case "install":
    case "upgrade":
    case "template":
      return [name, random.pick(CHARTS)];
    case "rollback":
      return [name, ...random.pick([[], ["1"], ["1"], ["2"], ["0"], ["9"], ["x"], ["-1"]])];
    case "uninstall":
      return random.isBelow(0.2) ? [name, random.pick(NAMES)] : [name];
    case "list":
      return [];
    default:
      return [name];
  }
}
