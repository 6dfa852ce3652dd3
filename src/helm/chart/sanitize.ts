/** Text of a Chart.yaml field: every white space is a blank, what cannot be printed is dropped. */
export function sanitize(text: string): string {
  return PLAIN.test(text) ? text : text.replace(SPACE, " ").replace(UNPRINTABLE, "");
}

/** What nearly all charts say: a class of Unicode's is expensive to set up. */
const PLAIN = /^[ -~]*$/;

/** unicode.IsSpace */
const SPACE = /[\t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/gu;
/** Not unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the blank. Invalid bytes read as U+FFFD, a symbol. */
const UNPRINTABLE = /[^ \p{L}\p{M}\p{N}\p{P}\p{S}]/gu;
