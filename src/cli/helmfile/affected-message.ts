import { compareStrings } from "../../go/index.ts";
import { type Release, releaseId } from "../../helmfile/index.ts";
import type { Changes } from "./change-releases.ts";

/** What is going to be done, in order of names. */
export function affectedMessage({ toUpdate, toDelete }: Changes, marked = (line: string): string => line): string {
  const line = ({ name = "", chart = "" }: Release, what: string): string => `  ${name} (${chart}) ${what}`;
  const lines = [
    ...byId(toUpdate).map((each) => line(each, "UPDATED")),
    ...byId(toDelete).map((each) => marked(line(each, "DELETED"))),
  ];
  return `Affected releases are:\n${lines.sort(compareStrings).join("\n")}\n`;
}

const byId = (releases: readonly Release[]): Release[] => [
  ...new Map(releases.map((release) => [releaseId(release), release])).values(),
];
