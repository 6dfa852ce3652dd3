/** Tokens that stand in no HCL file are told of before anything else (hcl 2.24, hclsyntax/token.go). */
import { problem, type SyntaxProblem } from "./diagnostic.ts";
import type { Token, TokenKind } from "./token.ts";

/** Throws a `SyntaxProblem` for the first such token. */
export function checkTokens(tokens: readonly Token[]): void {
  for (const token of tokens) {
    const wrong = WRONG[token.kind]?.(token);
    if (wrong !== undefined) throw wrong;
  }
}

type Complaint = (token: Token) => SyntaxProblem;

const CURLY_QUOTES =
  '"Curly quotes" are not valid here. These can sometimes be inadvertently introduced when sharing code via documents or discussion forums. It might help to replace the character with a "straight quote".';

const WRONG: Readonly<Partial<Record<TokenKind, Complaint>>> = {
  "&": bitwise(' Did you mean boolean AND ("&&")?'),
  "|": bitwise(' Did you mean boolean OR ("||")?'),
  "~": bitwise(' Did you mean boolean NOT ("!")?'),
  "^": bitwise(""),
  "`": invalid(
    'The "`" character is not valid. To create a multi-line string, use the "heredoc" syntax, like "<<EOT".',
  ),
  "'": invalid('Single quotes are not valid. Use double quotes (") to enclose strings.'),
  ";": invalid(
    'The ";" character is not valid. Use newlines to separate arguments and blocks, and commas to separate items in collection values.',
  ),
  badUtf8: complaint(
    "Invalid character encoding",
    "All input files must be UTF-8 encoded. Ensure that UTF-8 encoding is selected in your editor.",
  ),
  quotedNewline: complaint(
    "Invalid multi-line string",
    'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
  ),
  invalid: (token) =>
    invalid(/^[“”]$/.test(token.text) ? CURLY_QUOTES : "This character is not used within the language.")(token),
};

function complaint(summary: string, detail: string): Complaint {
  return ({ range }) => problem(summary, detail, range);
}

function invalid(detail: string): Complaint {
  return complaint("Invalid character", detail);
}

function bitwise(suggestion: string): Complaint {
  return complaint("Unsupported operator", `Bitwise operators are not supported.${suggestion}`);
}
