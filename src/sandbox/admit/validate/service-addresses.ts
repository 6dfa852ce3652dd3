/** Addresses of Services, and the families they are of (kubernetes pkg/apis/core/validation 1.36: ValidateServiceClusterIPsRelatedFields). */
import { listAt, textAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { duplicateValue, invalidValue, type FieldError } from "../../wire/refusal.ts";
import { address, ipFamily } from "./formats.ts";
import { absent, all, by, choice, fields, given, items, nothing, on, oneOf, unique, type Rule } from "./rules.ts";

/** Looked at first: what is wrong here is told of alone. */
export const serviceAddresses: Rule = on("spec", by(addresses));

function addresses(spec: JsonObject): Rule {
  return all(
    fields({
      ipFamilyPolicy: given(oneOf("PreferDualStack", "RequireDualStack", "SingleStack")),
      ipFamilies: families,
    }),
    clusterAddresses(spec),
    familyErrors(spec),
  );
}

const FAMILIES = ["IPv4", "IPv6"];

function clusterAddresses(spec: JsonObject): Rule {
  const ips = listAt(spec, "clusterIPs").map(String);
  return (_value, at) => [
    ...shapeErrors(textAt(spec, "clusterIP"), ips, `${at}.clusterIPs`),
    ...addressErrors(ips, { families: listAt(spec, "ipFamilies"), at: `${at}.clusterIPs` }),
  ];
}

export const isHeadless = (ips: readonly JsonValue[]): boolean => ips.length === 1 && ips[0] === "None";

/** What a type has no addresses for. */
export function addressesOfType(spec: JsonObject): Rule {
  const type = textAt(spec, "type");
  if (type === "ExternalName") {
    const unwanted = absent("may not be set for ExternalName services");
    return fields({ clusterIPs: unwanted, ipFamilies: unwanted, ipFamilyPolicy: unwanted });
  }
  if (!isHeadless(listAt(spec, "clusterIPs")) || (type !== "NodePort" && type !== "LoadBalancer")) return nothing;
  const why = `may not be set to 'None' for ${type} services`;
  return (_value, at) => [invalidValue(`${at}.clusterIPs[0]`, "None", why)];
}

/** What is no address hides how many there are of which family. */
function addressErrors(
  ips: readonly string[],
  { families, at }: { families: readonly JsonValue[]; at: string },
): FieldError[] {
  const isNone = ips[0] === "None";
  const invalid = isNone && ips.length > 1 ? [invalidValue(at, ips, "'None' must be the first and only value")] : [];
  ips.forEach((ip, i) => invalid.push(...(isNone && i === 0 ? [] : address(ip, `${at}[${i}]`))));
  const tooMany = ips.length > 2 ? [invalidValue(at, ips, "may only hold up to 2 values")] : [];
  if (invalid.length > 0 || isNone) return [...invalid, ...tooMany];
  const isDualStack = new Set(ips.map((ip) => ipFamily(ip))).size > 1;
  const alike =
    ips.length > 1 && !isDualStack ? [invalidValue(at, ips, "may specify no more than one IP for each IP family")] : [];
  return [...tooMany, ...alike, ...ips.flatMap((ip, i) => ofFamily(families[i], i)(ip, `${at}[${i}]`))];
}

function shapeErrors(ip: string, ips: readonly string[], at: string): FieldError[] {
  const errors: FieldError[] = [];
  if (ips.length > 0 && ip === "")
    errors.push(invalidValue(at, ips, "must be empty when `clusterIP` is not specified"));
  else if (ips.length > 0 && ips[0] !== ip) errors.push(invalidValue(at, ips, "first value must match `clusterIP`"));
  return errors;
}

const families: Rule = all(
  items(choice(FAMILIES)),
  unique(
    (one) => String(one),
    (one, at) => duplicateValue(at, one),
  ),
);

const ofFamily =
  (family: JsonValue | undefined, i: number): Rule =>
  (value, at) => {
    if (!FAMILIES.includes(String(family)) || ipFamily(String(value)) === family) return [];
    return [invalidValue(at, value, `expected an ${String(family)} value as indicated by \`ipFamilies[${i}]\``)];
  };

const SINGLE = "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified";

function familyErrors(spec: JsonObject): Rule {
  const [policy, wanted] = [textAt(spec, "ipFamilyPolicy"), listAt(spec, "ipFamilies")];
  return (_value, at) => {
    if (families(wanted, "").length > 0) return [];
    if (wanted.length > 1 && policy !== "RequireDualStack" && policy !== "PreferDualStack") {
      return [invalidValue(`${at}.ipFamilyPolicy`, policy, SINGLE)];
    }
    return [];
  };
}
