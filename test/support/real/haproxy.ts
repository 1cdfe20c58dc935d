/** haproxy with the given sections. */

import { type Daemon, startDaemon } from './daemon.ts';

export function startHaproxy(port: number, sections: string): Promise<Daemon> {
  const config = `
global
  maxconn 200
defaults
  mode http
  timeout connect 400ms
  timeout client 5s
  timeout server 300ms
  timeout tarpit 100ms
  retries 0
${sections}
`;
  return startDaemon({
    program: 'haproxy',
    files: { 'haproxy.cfg': config },
    args: (folder) => ['-db', '-f', `${folder}/haproxy.cfg`],
    port,
  });
}
