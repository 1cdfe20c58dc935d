/** Which process holds a lock, and whether it still lives: process ids are given anew, so each goes with its start. */

import { readFileSync } from 'node:fs';

export interface ProcessMark {
  readonly pid: number;
  /** Boot and start time of the process, where the system tells (Linux): no two processes share both. */
  readonly started: string | null;
}

export interface Processes {
  readonly self: ProcessMark;
  isAlive(mark: ProcessMark): boolean;
}

/** @param signal sends a signal; 0 asks only whether there is such a process. @throws the system error */
export function systemProcesses(pid: number, signal: (pid: number, signal: 0) => void): Processes {
  return {
    self: { pid, started: startOf(pid) },
    isAlive: (mark) => {
      if (!exists(mark.pid, signal)) return false;
      const started = startOf(mark.pid);
      // Where one of them cannot be known, the process id has to do.
      return mark.started === null || started === null || mark.started === started;
    },
  };
}

function exists(pid: number, signal: (pid: number, signal: 0) => void): boolean {
  try {
    signal(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is a process.
    return error instanceof Error && Reflect.get(error, 'code') === 'EPERM';
  }
}

const GONE = 'gone';

/**
 * @returns null where there is no /proc; a text of its own for a process that has ended and not been waited for
 * @see proc_pid_stat(5): the state is field 3, the start in clock ticks since boot field 22
 */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may hold blanks and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state = '', start = ''] = [fields[0], fields[19]];
    return /^[ZXx]$/.test(state) ? GONE : `${boot}/${start}`;
  } catch {
    return null;
  }
}
