/** What two programs answered differently to the same command lines. */
import type { JsonValue } from "../../../src/kube/index.ts";
import { play, type Answer, type Scenario } from "../lifecycle.ts";

export interface Programs {
  readonly real: string;
  readonly ours: string;
}

export async function differences(scenario: Scenario, { real, ours }: Programs): Promise<string[]> {
  const [theirs, own] = await Promise.all([play(scenario, [real]), play(scenario, [ours])]);
  const answers = theirs.answers.flatMap((answer, i) => {
    const [a, b] = [shown(answer), shown(own.answers[i])];
    return a === b ? [] : [`$ ${answer.command}\n${marked(a, b)}`];
  });
  return [...answers, ...standing(theirs.releases, own.releases), ...standing(theirs.objects, own.objects)];
}

/** Orders of keys are no difference: records are read as objects. */
function standing(theirs: readonly JsonValue[], own: readonly JsonValue[]): string[] {
  const [a, b] = [theirs, own].map((all) =>
    all
      .map((one) => JSON.stringify(sorted(one)))
      .sort()
      .join("\n"),
  );
  return a === b ? [] : [`state\n${marked(a ?? "", b ?? "")}`];
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] ?? null)]),
  );
}

function shown(answer: Answer | undefined): string {
  return `exit ${answer?.exit}\n${withGroupsSorted(answer?.stdout ?? "")}\nstderr:\n${logSorted(answer?.stderr ?? "")}`;
}

/** Objects of one kind are written at once, and how often something was looked at while it was waited for is chance. */
function logSorted(text: string): string {
  const lines = text.split("\n").filter((line) => !line.startsWith('level=DEBUG msg="waiting for resource"'));
  const isDebug = (line: string): boolean => line.startsWith("level=DEBUG");
  return [...lines.filter((line) => !isDebug(line)), ...new Set(lines.filter(isDebug).sort())].join("\n");
}

/** Helm goes over a Go map where it prints the groups below RESOURCES. */
function withGroupsSorted(text: string): string {
  return text.replace(/(?<=^RESOURCES:\n)(==> [^]*?)(?=\n(?:NOTES|TEST SUITE|MANIFEST|HOOKS)|$(?![\n]))/gm, (groups) =>
    groups
      .split(/^(?===> )/m)
      .map((group) => group.trim())
      .sort()
      .join("\n\n"),
  );
}

/** Lines of the one and of the other only. */
function marked(theirs: string, own: string): string {
  const [a, b] = [theirs.split("\n"), own.split("\n")];
  const only = (lines: string[], others: string[], mark: string): string[] =>
    lines.filter((one) => !others.includes(one)).map((one) => mark + one);
  const found = [...only(a, b, "- "), ...only(b, a, "+ ")];
  return (found.length === 0 ? ["(another order)", theirs, "---", own] : found).join("\n");
}
