/** `\p{Greek}`: which names Go knows (regexp/syntax of Go 1.26), and what they are called in JavaScript. */
import type { CharItem } from "./node.ts";

/** The class of a name, `undefined` where Go knows none. Case, spaces, `_` and `-` in names do not matter. */
export function unicodeClass(name: string): CharItem | undefined {
  const canonical = canonicalName(name);
  switch (canonical) {
    case "Any":
      return { source: String.raw`\0-\u{10ffff}`, negated: false };
    case "Ascii":
      return { source: String.raw`\0-\x7f`, negated: false };
    case "Assigned":
      return { source: String.raw`\p{Cn}`, negated: true };
    default:
      return named(canonical);
  }
}

/** First letter large, all others small; nothing but letters and digits. */
function canonicalName(name: string): string {
  const bare = name.replace(/[_ -]/g, "");
  return bare.replace(/^[a-z]/, (char) => char.toUpperCase()).replace(/(?!^)[A-Z]/g, (char) => char.toLowerCase());
}

function named(canonical: string): CharItem | undefined {
  const category = categoryOf(canonical);
  const source = category === undefined ? scriptSource(canonical) : String.raw`\p{${category}}`;
  return source === undefined ? undefined : { source, negated: false };
}

function categoryOf(canonical: string): string | undefined {
  return CATEGORIES.split(" ").includes(canonical) ? canonical : ALIASES[canonical];
}

/**
 * Only scripts of one word: Go looks others up by their canonical name, which its table does not hold.
 * JavaScript also knows codes of four letters (`Grek`) and scripts newer than Go's Unicode 15.
 */
function scriptSource(name: string): string | undefined {
  if (!/^[A-Z][a-z]+$/.test(name) || NOT_IN_GO.has(name)) return undefined;
  if (name.length === CODE_LENGTH && !SCRIPTS_AS_LONG_AS_CODES.has(name)) return undefined;
  const source = String.raw`\p{Script=${name}}`;
  return isKnown(source) ? source : undefined;
}

function isKnown(source: string): boolean {
  try {
    return new RegExp(source, "u").source !== "";
  } catch {
    return false;
  }
}

const CODE_LENGTH = 4;
const SCRIPTS_AS_LONG_AS_CODES = new Set(["Ahom", "Cham", "Kawi", "Lisu", "Miao", "Modi", "Newa", "Thai", "Toto"]);
const NOT_IN_GO = new Set(["Garay", "Sidetic", "Sunuwar", "Todhri", "Unknown", "Signwriting"]);

const CATEGORIES =
  "C Cc Cf Cn Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs";

/** Categories by other names, the aliases of Go 1.25 included. */
const ALIASES: Readonly<Record<string, string>> = {
  Lc: "LC",
  Casedletter: "LC",
  Closepunctuation: "Pe",
  Cntrl: "Cc",
  Combiningmark: "M",
  Connectorpunctuation: "Pc",
  Control: "Cc",
  Currencysymbol: "Sc",
  Dashpunctuation: "Pd",
  Decimalnumber: "Nd",
  Digit: "Nd",
  Enclosingmark: "Me",
  Finalpunctuation: "Pf",
  Format: "Cf",
  Initialpunctuation: "Pi",
  Letter: "L",
  Letternumber: "Nl",
  Lineseparator: "Zl",
  Lowercaseletter: "Ll",
  Mark: "M",
  Mathsymbol: "Sm",
  Modifierletter: "Lm",
  Modifiersymbol: "Sk",
  Nonspacingmark: "Mn",
  Number: "N",
  Openpunctuation: "Ps",
  Other: "C",
  Otherletter: "Lo",
  Othernumber: "No",
  Otherpunctuation: "Po",
  Othersymbol: "So",
  Paragraphseparator: "Zp",
  Privateuse: "Co",
  Punct: "P",
  Punctuation: "P",
  Separator: "Z",
  Spaceseparator: "Zs",
  Spacingmark: "Mc",
  Surrogate: "Cs",
  Symbol: "S",
  Titlecaseletter: "Lt",
  Unassigned: "Cn",
  Uppercaseletter: "Lu",
};
