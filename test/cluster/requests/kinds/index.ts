/** All of them, as sequences of requests. */
import type { Sequence } from "../sequences.ts";
import { sequenceOf, type KindCases } from "./cases.ts";
import { MORE } from "./more.ts";
import { NETWORK } from "./network.ts";
import { OBJECTS } from "./objects.ts";
import { PODS } from "./pods.ts";
import { WORKLOADS } from "./workloads.ts";

/** Of each kind, to be broken field by field. */
export const BASES: readonly KindCases[] = [...PODS, ...WORKLOADS, ...NETWORK, ...OBJECTS, ...MORE];

export const KINDS: readonly Sequence[] = [...PODS, ...WORKLOADS, ...NETWORK, ...OBJECTS].map(sequenceOf);
