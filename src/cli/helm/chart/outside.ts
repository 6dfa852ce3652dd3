/**
 * What templates ask of the world outside: objects of a cluster, addresses of hosts. Rendering cannot wait. So a question ends it, is
 * answered, and everything is rendered again with the answer at hand. Keys, which take longer than all else, are made the last time.
 */
import { GoError } from "../../../go/index.ts";
import { type HostResolver, RehearsedKeys } from "../../../sprig/index.ts";
import { machineKeys } from "../../../sys/index.ts";

/** Thrown out of a rendering. */
class Question extends Error {
  constructor(
    readonly key: string,
    readonly find: () => Promise<unknown>,
  ) {
    super(key);
  }
}

/** Questions are met one by one: there may be this many. */
const QUESTIONS_MAX = 1000;

export class Outside {
  readonly #answers = new Map<string, unknown>();
  readonly keys = new RehearsedKeys(machineKeys());

  /** The answer to the question that `key` stands for. Throws `GoError` where that is the answer. */
  ask<Answer>(key: string, find: () => Promise<Answer | GoError>): Answer {
    if (!this.#answers.has(key)) throw new Question(key, find);
    const answer = this.#answers.get(key) as Answer | GoError;
    if (answer instanceof GoError) throw answer;
    return answer;
  }

  /** Renders until nothing is left to ask. `render` must be able to bear that. */
  async render<Rendered>(render: () => Rendered): Promise<Rendered> {
    for (let i = 0; i <= QUESTIONS_MAX; i++) {
      try {
        return this.#rendered(render);
      } catch (error) {
        if (!(error instanceof Question)) throw error;
        this.#answers.set(error.key, await error.find());
      }
    }
    throw new GoError(`more than ${QUESTIONS_MAX} lookups`);
  }

  /** The rehearsal will do where it came to no key. */
  #rendered<Rendered>(render: () => Rendered): Rendered {
    const { keys } = this;
    keys.rehearse();
    try {
      const rendered = render();
      if (!keys.wereWanted) return rendered;
    } catch (error) {
      if (error instanceof Question || !keys.wereWanted) throw error;
    }
    keys.perform();
    return render();
  }

  /** The machine's name service. */
  readonly hosts: HostResolver = { resolve: (name) => this.ask(`host\0${name}`, () => addressesOf(name)) };
}

async function addressesOf(name: string): Promise<string[]> {
  const { lookup } = await import("node:dns/promises");
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
