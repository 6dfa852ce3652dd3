import { attempt, GoError } from "../../go/index.ts";
import { parseVersion, type Version } from "../../semver/index.ts";

/** Which Helm takes the words: not every one knows every flag. */
export class HelmVersion {
  readonly #version: Version;

  /** `text`: what `helm version --short` says. Throws `GoError`. */
  constructor(text: string) {
    const [found] = /v?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?/.exec(text) ?? [];
    if (text === "") throw new GoError("empty helm version");
    if (found === undefined)
      throw new GoError(`error find helm srmver version '${text}': unable to find semver info in ${text.trim()}`);
    const version = attempt(() => parseVersion(found));
    if (version === undefined) throw new GoError(`error parsing helm version '${text}'`);
    this.#version = version.withPrerelease("");
    this.isPrerelease = version.prerelease !== "";
    this.text = version.toString();
  }

  readonly isPrerelease: boolean;
  readonly text: string;

  get isHelm3(): boolean {
    return this.#version.major === 3n;
  }

  get isHelm4(): boolean {
    return this.#version.major === 4n;
  }

  isAtLeast(version: string): boolean {
    return this.#version.compare(parseVersion(version)) >= 0;
  }
}
