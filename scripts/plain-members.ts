/**
 * Private members of classes become ordinary ones in the executable. TypeScript has seen to it that nobody else uses them; the engine would
 * make a symbol for each when a class is loaded, and look for the mark of the class at every call of a private method.
 */

/** From the head of a class to that of the next one: outside its class nobody can name a private member. */
const CLASS = /^(?:export )?(?:abstract )?class (\w+)/gm;
const DECLARATION = /^( {2}(?:(?:readonly|static|async|get|set|override) )*\*?)#(\w+)/gm;
const ACCESS = /(?<=\.)#(\w+)/g;

/** `#lines` of the class `Reader` is called `lines$Reader`, which no class above or below it has. */
export function withPlainMembers(text: string): string {
  const heads = [...text.matchAll(CLASS)];
  const before = text.slice(0, heads[0]?.index);
  const classes = heads.map(({ index, 1: name = "" }, i) => plainClass(name, text.slice(index, heads[i + 1]?.index)));
  return before + classes.join("");
}

function plainClass(name: string, text: string): string {
  const members = new Set([...text.matchAll(DECLARATION)].map(([, , member]) => member));
  return text
    .replace(DECLARATION, (_, start: string, member: string) => `${start}${member}$${name}`)
    .replace(ACCESS, (all, member: string) => (members.has(member) ? `${member}$${name}` : all));
}
