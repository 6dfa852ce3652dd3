/**
 * What templates ask of the world outside: objects of a cluster, addresses of hosts; and keys and hashes, which take longer
 * than all else. Rendering cannot wait. So a question ends it, is answered, and everything is rendered again with the answer at hand.
 */
import { GoError } from "../../../go/index.ts";
import { type HostResolver, MuchToMake, RehearsedKeys } from "../../../sprig/index.ts";
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
    try {
      return await this.#rendered(render);
    } catch (error) {
      if (!(error instanceof MuchToMake)) throw error;
    }
    await this.#rehearsed(render);
    return await this.#rendered(render);
  }

  async #rendered<Rendered>(render: () => Rendered): Promise<Rendered> {
    return await this.#answering(() => {
      this.keys.restart();
      return render();
    });
  }

  /** Knows in the end which keys and hashes are wanted, and has them. */
  async #rehearsed(render: () => unknown): Promise<void> {
    await this.#answering(() => {
      this.keys.rehearse();
      try {
        render();
      } catch (error) {
        // Anything else is told with real keys.
        if (error instanceof Question) throw error;
      }
    });
    await this.keys.finish();
  }

  async #answering<Rendered>(render: () => Rendered): Promise<Rendered> {
    while (this.#answers.size <= QUESTIONS_MAX) {
      try {
        return render();
      } catch (error) {
        if (!(error instanceof Question)) throw error;
        this.#answers.set(error.key, await error.find());
      }
    }
    throw new GoError(`more than ${QUESTIONS_MAX} lookups`);
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
