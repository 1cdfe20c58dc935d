/** BIND: a server with zones of its own, or one that resolves by asking another. */

import { type Daemon, startDaemon } from './daemon.ts';

const OPTIONS = `
  directory "@FOLDER@";
  pid-file none;
  session-keyfile none;
  lock-file none;
  managed-keys-directory "@FOLDER@";
  listen-on-v6 { none; };
  notify no;
  empty-zones-enable no;
  minimal-responses yes;`;

export interface NamedInput {
  readonly port: number;
  readonly options?: string;
  /** Top-level statements: zones, trust anchors. */
  readonly statements: string;
  readonly files?: Readonly<Record<string, string>>;
}

export function startNamed({ port, options = '', statements, files = {} }: NamedInput): Promise<Daemon> {
  const config = `
    options { ${OPTIONS} listen-on port ${port} { 127.0.0.1; }; ${options} };
    controls { };
    ${statements}`;
  return startDaemon({
    program: 'named',
    files: { 'named.conf': config, ...files },
    args: (folder) => ['-g', '-n', '1', '-c', `${folder}/named.conf`],
    port,
    // It answers SERVFAIL while it loads its zones.
    says: /\brunning\b/,
  });
}

/** A zone file with the given records below the usual first ones. */
export function zoneFile(records: readonly string[]): string {
  return [
    '$TTL 60',
    '@ IN SOA ns.invalid. hostmaster.invalid. 1 3600 600 86400 60',
    '@ IN NS ns.invalid.',
    ...records,
    '',
  ].join('\n');
}
