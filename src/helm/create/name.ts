import { GoError, byteLength } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";

const NAME = /^[a-zA-Z0-9._-]+$/;
const NAME_LENGTH_MAX = 250;

/** Throws GoError for a name that no new chart may have. */
export function checkNewName(name: string): void {
  if (name === "" || byteLength(name) > NAME_LENGTH_MAX) {
    throw new GoError(`chart name must be between 1 and ${NAME_LENGTH_MAX} characters`);
  }
  if (!NAME.test(name)) throw new GoError(`chart name must match the regular expression ${quote(NAME.source)}`);
}
