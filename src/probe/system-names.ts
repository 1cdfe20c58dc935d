/**
 * What this machine knows of names: its hosts file, its search list. Read again when they may have changed, since a
 * watch runs for days and a laptop changes its network.
 */

import { readFileSync } from 'node:fs';
import { type HostsTable, parseHosts } from './hosts.ts';
import { parseResolvConf, type SearchRules } from './resolv-conf.ts';

const FRESH_MS = 5_000;

export interface SystemNames {
  readonly hosts: HostsTable;
  readonly search: SearchRules;
}

/**
 * @param hostsPath where this system has its hosts file
 * @param now monotonic milliseconds
 */
export function systemNames(hostsPath: string, now: () => number): () => SystemNames {
  let names: SystemNames | null = null;
  let readAt = 0;
  return () => {
    if (names !== null && now() - readAt < FRESH_MS) return names;
    readAt = now();
    names = {
      hosts: parseHosts(readOptional(hostsPath)),
      search: parseResolvConf(readOptional('/etc/resolv.conf')),
    };
    return names;
  };
}

function readOptional(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
