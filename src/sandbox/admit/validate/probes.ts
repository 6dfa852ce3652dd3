/** Probes and hooks of containers (kubernetes pkg/apis/core/validation 1.36). */
import { isObject, textAt } from "../../../kube/index.ts";
import { forbiddenField, invalidValue, required } from "../../wire/refusal.ts";
import { headerName, portOrName } from "./formats.ts";
import {
  all,
  below,
  fields,
  given,
  items,
  must,
  nothing,
  notNegative,
  oneOf,
  on,
  portNumber,
  type Rule,
} from "./rules.ts";

const HANDLERS: Readonly<Record<string, Rule>> = {
  exec: fields({ command: must() }),
  httpGet: fields({
    path: must(),
    port: portOrName,
    scheme: oneOf("HTTP", "HTTPS"),
    // Told of as the list's.
    httpHeaders: (value, at) => items((one) => headerName(textAt(one ?? null, "name"), at))(value, at),
  }),
  tcpSocket: fields({ port: portOrName }),
  grpc: fields({ port: portNumber }),
};

/** One way to do it; a second is not looked at. */
function handler(kinds: Readonly<Record<string, Rule>>): Rule {
  return (value, at) => {
    const found = Object.keys(kinds).filter((key) => isObject(value) && isObject(value[key]));
    const [one, ...more] = found;
    if (one === undefined) return [required(at, "must specify a handler type")];
    return [
      ...on(one, kinds[one] ?? nothing)(value, at),
      ...more.map((key) => forbiddenField(below(at, key), "may not specify more than 1 handler type")),
    ];
  };
}

const counts = fields({
  initialDelaySeconds: notNegative,
  timeoutSeconds: notNegative,
  periodSeconds: notNegative,
  successThreshold: notNegative,
  failureThreshold: notNegative,
});

const grace: Rule = given((value, at) =>
  Number(value) > 0 ? [] : [invalidValue(at, value, "must be greater than 0")],
);

const once: Rule = given((value, at) => (value === 1 ? [] : [invalidValue(at, value, "must be 1")]));

export function probe(name: "livenessProbe" | "readinessProbe" | "startupProbe"): Rule {
  const isReadiness = name === "readinessProbe";
  const noGrace: Rule = given((value, at) => [invalidValue(at, value, "must not be set for readinessProbes")]);
  return all(
    handler(HANDLERS),
    counts,
    fields({
      terminationGracePeriodSeconds: isReadiness ? all(grace, noGrace) : grace,
      successThreshold: isReadiness ? nothing : once,
    }),
  );
}

const sleep =
  (graceSeconds: number): Rule =>
  (value, at) => {
    const seconds = isObject(value) ? Number(value["seconds"] ?? 0) : 0;
    if (seconds >= 0 && seconds <= graceSeconds) return [];
    const why = `must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`;
    return [invalidValue(at, seconds, why)];
  };

export function lifecycle(graceSeconds: number): Rule {
  const { grpc: _, ...kinds } = HANDLERS;
  const one = given(handler({ ...kinds, sleep: sleep(graceSeconds) }));
  return fields({ postStart: one, preStop: one });
}
