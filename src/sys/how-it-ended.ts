/** How a program ended, in the words of Go's `ProcessState` on Linux (syscall/zerrors_linux_amd64.go). Whether it left a core is not known here. */
import type { Finished } from "./subprocess.ts";

/** `exit status 1`, `signal: killed`. */
export function howItEnded({ exitCode, signal }: Pick<Finished, "exitCode" | "signal">): string {
  return signal === undefined ? `exit status ${exitCode}` : `signal: ${SIGNALS[signal] ?? signal}`;
}

const SIGNALS: Readonly<Record<string, string>> = {
  SIGHUP: "hangup",
  SIGINT: "interrupt",
  SIGQUIT: "quit",
  SIGILL: "illegal instruction",
  SIGTRAP: "trace/breakpoint trap",
  SIGABRT: "aborted",
  SIGBUS: "bus error",
  SIGFPE: "floating point exception",
  SIGKILL: "killed",
  SIGUSR1: "user defined signal 1",
  SIGSEGV: "segmentation fault",
  SIGUSR2: "user defined signal 2",
  SIGPIPE: "broken pipe",
  SIGALRM: "alarm clock",
  SIGTERM: "terminated",
  SIGSTKFLT: "stack fault",
  SIGXCPU: "CPU time limit exceeded",
  SIGXFSZ: "file size limit exceeded",
  SIGVTALRM: "virtual timer expired",
  SIGPROF: "profiling timer expired",
  SIGIO: "I/O possible",
  SIGPWR: "power failure",
  SIGSYS: "bad system call",
};
