/** Commands that only stand above others, but refuse to be called without one. */
export function run(): void {}
