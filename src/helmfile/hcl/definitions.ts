/** The `values` and `locals` of a file (Helmfile 1.8, pkg/hcllang/hcl_loader.go). */
import { quote } from "../../go/strconv/index.ts";
import type { Attribute, Block, Body, Expression } from "./syntax/ast.ts";
import { problem } from "./syntax/diagnostic.ts";
import { between } from "./syntax/range.ts";
import { parseFile, type SourceFile } from "./syntax/parse-file.ts";
import { suggestion } from "./syntax/suggestion.ts";

export interface Definition {
  readonly name: string;
  readonly expression: Expression;
  readonly file: string;
  readonly line: number;
}

export interface Definitions {
  readonly file: string;
  /** In the order of the blocks; one name may stand in several. */
  readonly values: readonly Definition[];
  readonly locals: readonly Definition[];
}

const BLOCKS = ["values", "locals"];

/** Throws a `SyntaxProblem`. */
export function readDefinitions(source: SourceFile): Definitions {
  const body = parseFile(source);
  checkContent(body);
  const locals = body.blocks.filter(({ type }) => type === "locals");
  const [first] = body.blocks;
  if (locals.length > 1 && first !== undefined)
    throw problem("A file can only support exactly 1 `locals` block", "", between(first.typeRange, first.typeRange));
  const of = (type: string): readonly Definition[] =>
    body.blocks.flatMap((block) => definitionsIn(block).filter(() => block.type === type));
  return { file: source.path, values: of("values"), locals: of("locals") };
}

/** Nothing stands in a file but those blocks, without labels. */
function checkContent({ attributes, blocks }: Body): void {
  const labelled = blocks.find(({ type, labels }) => BLOCKS.includes(type) && labels.length > 0);
  const [label] = labelled?.labels ?? [];
  if (labelled !== undefined && label !== undefined)
    throw problem(
      `Extraneous label for ${labelled.type}`,
      `No labels are expected for ${labelled.type} blocks.`,
      label,
    );
  for (const { name, nameRange } of attributes.values())
    throw problem("Unsupported argument", unsupported(name), nameRange);
  const other = blocks.find(({ type }) => !BLOCKS.includes(type));
  if (other !== undefined)
    throw problem(
      "Unsupported block type",
      `Blocks of type ${quote(other.type)} are not expected here.${suggestion(other.type, BLOCKS)}`,
      other.typeRange,
    );
}

function unsupported(name: string): string {
  const hint = BLOCKS.includes(name) ? ` Did you mean to define a block of type ${quote(name)}?` : "";
  return `An argument named ${quote(name)} is not expected here.${hint}`;
}

function definitionsIn({ body }: Block): readonly Definition[] {
  const [inner] = body.blocks;
  if (inner !== undefined)
    throw problem(`Unexpected ${quote(inner.type)} block`, "Blocks are not allowed here.", inner.typeRange);
  return [...body.attributes.values()].map(definition);
}

function definition({ name, expression, nameRange }: Attribute): Definition {
  return { name, expression, file: nameRange.file, line: nameRange.start.line };
}
