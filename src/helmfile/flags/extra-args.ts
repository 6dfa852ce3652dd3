/** Words for Helm that stand in one text (`--args`, `helmDefaults.args`), as Helmfile takes them apart (pkg/argparser/args.go). */

interface Argument {
  readonly flag: string;
  readonly value: string;
  readonly separator: "=" | " ";
}

/** Flags with their values; what is neither is dropped, and flags of one name stand together. */
export function extraArgs(text: string): string[] {
  const words = text.split(" ").filter((word) => word !== "");
  const byFlag = new Map<string, Argument[]>();
  words.forEach((word, i) => {
    if (!word.startsWith("-")) return;
    const argument = argumentOf(word, words[i + 1]);
    byFlag.set(argument.flag, [...(byFlag.get(argument.flag) ?? []), argument]);
  });
  return [...byFlag.values()].flat().flatMap(wordsOf);
}

function argumentOf(word: string, next: string | undefined): Argument {
  const equals = word.indexOf("=");
  if (equals >= 0) return { flag: word.slice(0, equals), value: word.slice(equals + 1), separator: "=" };
  const value = next === undefined || next.startsWith("-") ? "" : next;
  return { flag: word, value, separator: " " };
}

function wordsOf({ flag, value, separator }: Argument): string[] {
  if (value === "") return [flag];
  return separator === " " ? [flag, value] : [`${flag}=${value}`];
}
