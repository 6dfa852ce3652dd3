import { GoError } from "../go/index.ts";

/**
 * Which go-yaml an error speaks for. v2 (values) names the line of the problem, v3 (nodes) the line where the enclosing
 * construct began; both forget the line when it is the first, and v2 counts the lines of grammar errors from zero
 * (decode.go, `fail`).
 */
export type Dialect = "v2" | "v3";

interface Trouble {
  readonly stage: "scanner" | "parser";
  /** Lines from 0. */
  readonly problemLine: number;
  readonly contextLine: number;
  /** From 1, where it is known. */
  readonly column?: number;
}

/** The text is not YAML. `message` is go-yaml's, `line` and `column` (from 1) are where the problem really is. */
export class YamlError extends GoError {
  override name = "YamlError";
  constructor(
    message: string,
    readonly line?: number,
    readonly column?: number,
  ) {
    super(`yaml: ${message}`);
  }
}

/** The same in the words of those who wanted JSON of it. */
export class ConversionError extends GoError {
  override name = "ConversionError";
  readonly line: number | undefined;

  constructor(fault: GoError) {
    super(`error converting YAML to JSON: ${fault.message}`);
    this.line = fault instanceof YamlError ? fault.line : undefined;
  }
}

export function syntaxError(dialect: Dialect, problem: string, trouble: Trouble): YamlError {
  const line = dialect === "v2" ? lineOfV2(trouble) : lineOfV3(trouble);
  return new YamlError(line === 0 ? problem : `line ${line}: ${problem}`, trouble.problemLine + 1, trouble.column);
}

function lineOfV2({ stage, problemLine, contextLine }: Trouble): number {
  if (problemLine === 0) return contextLine;
  return stage === "scanner" ? problemLine + 1 : problemLine;
}

function lineOfV3({ stage, problemLine, contextLine }: Trouble): number {
  const line = contextLine === 0 ? problemLine : contextLine;
  return line !== 0 && stage === "scanner" ? line + 1 : line;
}
