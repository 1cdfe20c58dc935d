/** `openssl s_server`: TLS as no library of ours would speak it. Answers any request with a page (-www). */

import { certificate } from '../servers/index.ts';
import { type Daemon, startDaemon } from './daemon.ts';

export async function startTlsServer(port: number, args: readonly string[]): Promise<Daemon> {
  const [{ cert, key }, authority] = await Promise.all([certificate('good'), certificate('authority')]);
  return startDaemon({
    program: 'openssl',
    files: { 'cert.pem': cert, 'key.pem': key, 'ca.pem': authority.cert },
    args: () => [
      's_server',
      '-accept',
      `127.0.0.1:${port}`,
      '-cert',
      'cert.pem',
      '-key',
      'key.pem',
      '-CAfile',
      'ca.pem',
      '-www',
      ...args,
    ],
    port,
  });
}
