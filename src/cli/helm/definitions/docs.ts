import type { CommandBody } from "../../cobra/command.ts";
import { fixed } from "../../cobra/completion.ts";
import { noMoreArguments } from "../completions.ts";
import { noArguments } from "./argument-rules.ts";
import { present } from "./present.ts";

const DOCS = `
Generate documentation files for Helm.

This command can generate documentation for Helm in the following formats:

- Markdown
- Man pages

It can also generate bash autocompletions.
`;

export function docs(): CommandBody {
  return {
    long: DOCS,
    flags: present(
      { name: "dir", usage: "directory to which documentation is written", default: "./" },
      { name: "generate-headers", type: "bool", usage: "generate standard headers for markdown files" },
      {
        name: "type",
        usage: "the type of documentation to generate (markdown, man, bash)",
        default: "markdown",
        complete: fixed("bash", "man", "markdown"),
      },
    ),
    args: noArguments,
    complete: noMoreArguments,
    run: () => import("../docs.ts"),
  };
}
