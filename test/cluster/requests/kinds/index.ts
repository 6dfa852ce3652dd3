/** All of them, as sequences of requests. */
import type { Sequence } from "../sequences.ts";
import { sequenceOf } from "./cases.ts";
import { NETWORK } from "./network.ts";
import { OBJECTS } from "./objects.ts";
import { PODS } from "./pods.ts";
import { WORKLOADS } from "./workloads.ts";

export const KINDS: readonly Sequence[] = [...PODS, ...WORKLOADS, ...NETWORK, ...OBJECTS].map(sequenceOf);
