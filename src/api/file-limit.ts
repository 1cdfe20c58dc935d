/** How many descriptors this process may hold: /proc on Linux; elsewhere nobody tells without a child process. */

import { readFileSync } from 'node:fs';

export function readOpenFileLimit(): number | null {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
    return soft === undefined || soft === 'unlimited' ? null : Number(soft);
  } catch {
    return null;
  }
}
