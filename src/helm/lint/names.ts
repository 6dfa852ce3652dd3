/** The rules of Kubernetes for names of objects (k8s.io/apimachinery pkg/util/validation). */
import { quote } from "../../go/strconv/index.ts";

const SUBDOMAIN_LENGTH_MAX = 253;
const LABEL_LENGTH_MAX = 63;
const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";

/** What is wrong with an object's name, as one text; `undefined` for a good one. */
export function nameFault(kind: string, name: string): string | undefined {
  const faults = faultsOf(kind, name).map((fault) => `metadata.name: Invalid value: ${quote(name)}: ${fault}`);
  return faults.length > 1 ? `[${faults.join(", ")}]` : faults[0];
}

function faultsOf(kind: string, name: string): string[] {
  switch (kind.toLowerCase()) {
    case "service":
      return label1035Faults(name);
    case "namespace":
      return labelFaults(name);
    case "certificatesigningrequest":
      return [];
    case "role":
    case "clusterrole":
    case "rolebinding":
    case "clusterrolebinding":
      return pathSegmentFaults(name);
    default:
      return subdomainFaults(name);
  }
}

function lengthFaults(name: string, max: number): string[] {
  return name.length > max ? [`must be no more than ${max} characters`] : [];
}

function regexFault(what: string, pattern: string, ...examples: string[]): string {
  return `${what} (e.g. ${examples.map((example) => `'${example}'`).join(",  or ")}, regex used for validation is '${pattern}')`;
}

function matches(pattern: string, name: string): boolean {
  return new RegExp(`^${pattern}$`).test(name);
}

function subdomainFaults(name: string): string[] {
  const what =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
  const faults = lengthFaults(name, SUBDOMAIN_LENGTH_MAX);
  return matches(SUBDOMAIN, name) ? faults : [...faults, regexFault(what, SUBDOMAIN, "example.com")];
}

function labelFaults(name: string): string[] {
  const what =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
  const faults = lengthFaults(name, LABEL_LENGTH_MAX);
  if (matches(LABEL, name)) return faults;
  if (matches(SUBDOMAIN, name)) return [...faults, "must not contain dots"];
  return [...faults, regexFault(what, LABEL, "my-name", "123-abc")];
}

function label1035Faults(name: string): string[] {
  const what =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
  const faults = lengthFaults(name, LABEL_LENGTH_MAX);
  return matches(LABEL_1035, name) ? faults : [...faults, regexFault(what, LABEL_1035, "my-name", "abc-123")];
}

function pathSegmentFaults(name: string): string[] {
  if (name === "." || name === "..") return [`may not be '${name}'`];
  return ["/", "%"].filter((part) => name.includes(part)).map((part) => `may not contain '${part}'`);
}
