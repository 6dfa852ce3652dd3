/** Whether underscores only stand between digits, as in Go's number literals; a base prefix counts as a digit. */
export function underscoresOk(number: string): boolean {
  const unsigned = number.replace(/^[+-]/, "");
  const isHexadecimal = /^0[xX]/.test(unsigned);
  const digits = unsigned.replace(/^0[bBoOxX]/, "0");
  return !(isHexadecimal ? MISPLACED_HEXADECIMAL : MISPLACED).test(digits);
}

const MISPLACED = /(?:^|[^0-9])_|_(?:$|[^0-9])/;
const MISPLACED_HEXADECIMAL = /(?:^|[^0-9a-fA-F])_|_(?:$|[^0-9a-fA-F])/;
