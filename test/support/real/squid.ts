/** Squid as a forward proxy, with the given access rules. */

import { type Daemon, startDaemon } from './daemon.ts';

/** @param rules lines of squid.conf that come before everything is allowed */
export function startSquid(port: number, rules: readonly string[] = []): Promise<Daemon> {
  const config = [
    `http_port 127.0.0.1:${port}`,
    'visible_hostname proxy.example.test',
    'pid_filename none',
    'access_log none',
    'cache_log @FOLDER@/cache.log',
    'cache_store_log none',
    'coredump_dir @FOLDER@',
    'cache deny all',
    'cache_mem 0',
    'pinger_enable off',
    'shutdown_lifetime 0 seconds',
    'connect_timeout 1 second',
    'forward_max_tries 1',
    'dns_nameservers 127.0.0.1',
    ...rules,
    'http_access allow all',
    '',
  ].join('\n');
  return startDaemon({
    program: 'squid',
    files: { 'squid.conf': config },
    args: (folder) => ['-N', '-f', `${folder}/squid.conf`],
    port,
  });
}
