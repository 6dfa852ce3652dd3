/** Splitting a line as a shell would, quotes and backslashes included; `#` starts a comment (kustomize api 0.21, execplugin/shlex.go). */
import { GoError } from "../value.ts";

/** Throws `GoError` where a quote stays open. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word = "";
  let quote = "";
  let escaped = false;
  const finish = (): void => {
    if (word !== "") words.push(word);
    word = "";
  };
  for (const character of line) {
    if (escaped) {
      word += character;
      escaped = false;
    } else if (character === "\\" && quote !== "'") escaped = true;
    else if ((character === "'" || character === '"') && quote === "") quote = character;
    else if (character === quote) quote = "";
    else if (character === "#" && quote === "") break;
    else if (/\s/.test(character) && quote === "") finish();
    else word += character;
  }
  if (quote !== "") throw new GoError("unclosed quote in string");
  finish();
  return words;
}
