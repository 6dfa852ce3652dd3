/** Property names as identifiers (apiserver pkg/cel/escaping.go 0.36). */

const RESERVED: ReadonlySet<string> = new Set([
  ...["true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import"],
  ...["let", "loop", "package", "namespace", "return", "var", "void", "while"],
]);

const WORDS: Readonly<Record<string, string>> = {
  __: "__underscores__",
  ".": "__dot__",
  "-": "__dash__",
  "/": "__slash__",
};

/** Undefined where a property cannot be named. */
export function escapeName(name: string): string | undefined {
  if (!/^[^0-9]/u.test(name) || /[^A-Za-z0-9_./-]/u.test(name)) return undefined;
  if (RESERVED.has(name)) return `__${name}__`;
  return name.replaceAll(/__|[-./]/g, (part) => WORDS[part] ?? part);
}

const MEANT: Readonly<Record<string, string>> = { underscores: "__", dot: ".", dash: "-", slash: "/" };

/** Undefined where nothing is named so. */
export function unescapeName(name: string): string | undefined {
  let isWrong = false;
  const result = name.replaceAll(/__([^_]+)__/g, (all: string, word: string) => {
    const meant = MEANT[word];
    if (meant !== undefined) return meant;
    if (!RESERVED.has(word) || all.length !== name.length) isWrong = true;
    return word;
  });
  return isWrong ? undefined : result;
}
