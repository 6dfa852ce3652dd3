/** What two runs of the same command lines are compared by: what Helm leaves to chance is put in one order. */
import type { Answer, Played } from "./lifecycle.ts";

export function comparable<T extends Pick<Played, "answers">>(played: T): T {
  return { ...played, answers: played.answers.map(comparableAnswer) };
}

export function comparableAnswer(answer: Answer): Answer {
  return { ...answer, stdout: withGroupsSorted(answer.stdout), stderr: withLogSorted(answer.stderr) };
}

const RESOURCES = /(?<=^RESOURCES:\n)(==> [^]*?\n)(?=\n\n?(?:NOTES|TEST SUITE|MANIFEST|HOOKS|$(?![^]))|$(?![^]))/gm;

/** Helm goes over a Go map where it prints the groups below RESOURCES. */
function withGroupsSorted(text: string): string {
  return text.replace(RESOURCES, (groups) => {
    const each = groups.split(/^(?===> )/m).map((group) => group.trim());
    return `${each.sort().join("\n\n")}\n`;
  });
}

const LOOKS =
  /^level=DEBUG msg="(waiting for resource|add\/modify event received|deleted event received|job status update|pod (pending|running))"/;

/** Objects of one kind are written at once, and how often something was looked at while it was waited for is chance. */
function withLogSorted(text: string): string {
  const isDebug = (line: string): boolean => line.startsWith("level=DEBUG");
  const lines = text.split("\n").filter((line) => !LOOKS.test(line));
  if (!lines.some(isDebug)) return text;
  return [...lines.filter((line) => !isDebug(line)), ...new Set(lines.filter(isDebug).sort())].join("\n");
}
