/** What dyff shows of certificates: the fields that people know (pkg/dyff/output_human.go, `certificateSummaryAsYAML`). */
import { decodePem, type Element, readElement, readElements } from "../../go/encoding/index.ts";
import { fromBytes } from "../../go/index.ts";

/** A summary of the certificate in a text; nothing where there is none. */
export function certificateSummary(text: string): string | undefined {
  const block = decodePem(text);
  if (block === undefined) return undefined;
  try {
    return summaryOf(block.bytes);
  } catch {
    return undefined;
  }
}

function summaryOf(bytes: Uint8Array): string {
  const [body] = readElements(readElement(bytes).contents);
  const fields = readElements(need(body).contents);
  // The version is tagged, and may be missing.
  const [serial, , issuer, validity, subject] = fields[0]?.tag === VERSION_TAG ? fields.slice(1) : fields;
  const [from, to] = readElements(need(validity).contents);
  const [owner, signer] = [nameOf(need(subject)), nameOf(need(issuer))];
  const number = integerOf(need(serial).contents);
  return `Subject:
  Common Name: ${owner(COMMON_NAME)}
  Organization: ${owner(ORGANIZATION)}
  Organization Unit: ${owner(UNIT)}
  Locality: ${owner(LOCALITY)}
  State: ${owner(STATE)}
  Country: ${owner(COUNTRY)}
Validity Period:
  NotBefore: ${timeOf(need(from))}
  NotAfter: ${timeOf(need(to))}
Issuer: ${signer(COMMON_NAME)}, ${signer(ORGANIZATION)}
Serial Number: ${number} (0x${number.toString(16)})
`;
}

const VERSION_TAG = 0xa0;
/** Last numbers of the attributes' names below 2.5.4. */
const [COMMON_NAME, COUNTRY, LOCALITY, STATE, ORGANIZATION, UNIT] = [3, 6, 7, 8, 10, 11] as const;

function need(element: Element | undefined): Element {
  if (element === undefined) throw new Error("no certificate");
  return element;
}

/** The attributes of a name: of a common name the last, of others all. */
function nameOf(name: Element): (attribute: number) => string {
  const values = new Map<number, string[]>();
  for (const set of readElements(name.contents)) {
    for (const pair of readElements(set.contents)) {
      const [type, value] = readElements(pair.contents);
      const [arc, group, attribute = 0] = need(type).contents;
      if (arc !== 0x55 || group !== 0x04) continue;
      values.set(attribute, [...(values.get(attribute) ?? []), fromBytes(need(value).contents)]);
    }
  }
  return (attribute) => {
    const found = values.get(attribute) ?? [];
    return attribute === COMMON_NAME ? (found.at(-1) ?? "") : found.join(" ");
  };
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Years of two digits are those from 1950 on. */
function timeOf({ contents }: Element): string {
  const match = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(fromBytes(contents));
  if (match === null) throw new Error("no time");
  const [, years = "", month = "", day = "", hour = "", minute = "", second = ""] = match;
  const year = years.length === 4 ? years : `${Number(years) < 50 ? 20 : 19}${years}`;
  return `${MONTHS[Number(month) - 1] ?? ""} ${Number(day)} ${hour}:${minute}:${second} ${year} UTC`;
}

function integerOf(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
