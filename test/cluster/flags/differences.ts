/** What two programs answered differently to the same command lines. */
import type { JsonValue } from "../../../src/kube/index.ts";
import { comparableAnswer } from "../comparable.ts";
import { play, type Answer, type Played, type Scenario } from "../lifecycle.ts";

export interface Programs {
  readonly real: string;
  readonly ours: string;
}

export async function differences(scenario: Scenario, { real, ours }: Programs): Promise<string[]> {
  const [theirs, own] = await Promise.all([play(scenario, [real]), play(scenario, [ours])]);
  return differencesOf(theirs, own);
}

export function differencesOf(theirs: Played, own: Played): string[] {
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
  if (answer === undefined) return "nothing";
  const { exit, stdout, stderr } = comparableAnswer(answer);
  return `exit ${exit}\n${stdout}\nstderr:\n${stderr}`;
}

/** Lines of the one and of the other only. */
function marked(theirs: string, own: string): string {
  const [a, b] = [theirs.split("\n"), own.split("\n")];
  const only = (lines: string[], others: string[], mark: string): string[] =>
    lines.filter((one) => !others.includes(one)).map((one) => mark + one);
  const found = [...only(a, b, "- "), ...only(b, a, "+ ")];
  return (found.length === 0 ? ["(another order)", theirs, "---", own] : found).join("\n");
}
