import type { SandboxPorts } from "./ports.ts";

/** This machine's clock, chance and timers. */
export const machinePorts: SandboxPorts = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, TIMER_MS_MAX));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Longer ones would fire at once. */
const TIMER_MS_MAX = 2 ** 31 - 1;
