/** The formats that santhosh-tekuri/jsonschema v6.0.3 checks, each with its messages (format.go). */
import { compile } from "../../go/regexp/index.ts";
import { checkDate, checkDateTime, checkDuration, checkPeriod, checkTime } from "./dates.ts";
import { checkEmail, checkHostname } from "./names.ts";
import { checkIpv4, checkIpv6 } from "./addresses.ts";
import { checkJsonPointer, checkRelativeJsonPointer, checkUuid } from "./identifiers.ts";
import { checkSemver } from "./semver.ts";
import { checkUri, checkUriReference, checkUriTemplate } from "./uris.ts";

export interface Format {
  readonly name: string;
  /** Throws GoError with what is wrong. Only strings have a format. */
  readonly check: (text: string) => void;
}

const CHECKS: Record<string, Format["check"]> = {
  regex: (text) => void compile(text),
  "json-pointer": checkJsonPointer,
  "relative-json-pointer": checkRelativeJsonPointer,
  uuid: checkUuid,
  duration: checkDuration,
  period: checkPeriod,
  ipv4: checkIpv4,
  ipv6: checkIpv6,
  hostname: checkHostname,
  email: checkEmail,
  date: checkDate,
  time: checkTime,
  "date-time": checkDateTime,
  uri: checkUri,
  iri: checkUri,
  "uri-reference": checkUriReference,
  "iri-reference": checkUriReference,
  "uri-template": checkUriTemplate,
  semver: checkSemver,
};

/** `undefined` for a format that nothing is known of: it holds for everything. */
export function formatOf(name: string): Format | undefined {
  const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  return check === undefined ? undefined : { name, check };
}
