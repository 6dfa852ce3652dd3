/** Help and flags of `helmfile version`, as Helmfile 1.8.0 has them (go.szostok.io/version v1.2.0). */
import type { CommandBody } from "../../cobra/command.ts";
import { textType } from "../../cobra/flag-types.ts";

const FORMATS = ["json", "pretty", "short", "yaml"];

const formatType = textType("string", (text) => {
  if (FORMATS.includes(text)) return text;
  throw new Error("invalid output format type");
});

export function version(program: string): CommandBody {
  const lines = ["version", "version -o=json", "version -o=yaml", "version -o=short"];
  return {
    example: `\n${lines.map((line) => `${program} ${line}\n`).join("")}`,
    flags: [
      {
        name: "output",
        shorthand: "o",
        type: formatType,
        usage: `Output format. One of: ${FORMATS.join(" | ")}`,
        default: "pretty",
      },
    ],
    run: () => import("../version.ts"),
  };
}
