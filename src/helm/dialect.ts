/** Which Helm is spoken: 3.22.0 or 4.3.1. */
export type Dialect = "helm3" | "helm4";
