/** nginx with the given `http` block. */

import { certificate } from '../servers/index.ts';
import { type Daemon, startDaemon } from './daemon.ts';

/** @param http contents of the block; `@FOLDER@` is where files are, `good.pem`, `expired.pem`, ... and their keys among them */
export async function startNginx(port: number, http: string): Promise<Daemon> {
  const pems = await Promise.all(
    (['good', 'expired', 'wrong-host', 'authority'] as const).map(async (name) => {
      const { cert, key } = await certificate(name);
      return [
        [`${name}.pem`, cert],
        [`${name}.key`, key],
      ];
    }),
  );
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const config = `
    daemon off;
    master_process off;
    pid @FOLDER@/nginx.pid;
    error_log stderr crit;
    events { worker_connections 128; }
    http {
      access_log off;
      ${temp.map((name) => `${name}_temp_path @FOLDER@/${name};`).join('\n')}
      ${http}
    }`;
  return startDaemon({
    program: 'nginx',
    files: { 'nginx.conf': config, ...Object.fromEntries(pems.flat()) },
    args: (folder) => ['-p', folder, '-e', 'stderr', '-c', `${folder}/nginx.conf`],
    port,
  });
}

/** Certificate lines of a `server` block. */
export function serving(name: 'good' | 'expired' | 'wrong-host'): string {
  return `ssl_certificate @FOLDER@/${name}.pem; ssl_certificate_key @FOLDER@/${name}.key;`;
}
