/** The rows of docs/coming-from.md, and the servers that they are run against. */

import type { IncomingMessage } from 'node:http';
import { certificate } from '../../src/demo/certificates.ts';
import { holdRefusedPort } from '../../src/demo/refused-port.ts';
import { jsonReply, type Reply, sendReply, textReply } from '../../src/demo/reply.ts';
import type { Behaviour } from '../../src/demo/stand-in.ts';
import { HEALTHY, serve } from '../cli/servers.ts';

export interface Row {
  readonly line: number;
  /** What the other tool has. */
  readonly expectation: string;
  /** A command line for a shell; null where there is not even a near way. */
  readonly command: string | null;
  /** All of these are printed, written or sent; none: nothing is. */
  readonly fragments: readonly string[];
  readonly exit: number | null;
  /** The row says that aiprobe does not do it. */
  readonly isMissing: boolean;
}

/** @param text Markdown; the rows are those of its tables that end in a column `exit` */
export function rowsOf(text: string): readonly Row[] {
  const lines = text.split('\n').map((line, i) => ({ line: i + 1, cells: cellsOf(line) }));
  return lines.flatMap(({ line, cells }) => {
    const [expectation = '', way = '', outcome = '', exit = ''] = cells;
    if (cells.length !== 4 || exit === 'exit' || exit.startsWith('-')) return [];
    return {
      line,
      expectation,
      command: codeOf(way)[0] ?? null,
      fragments: codeOf(outcome),
      exit: /^\d+$/.test(exit) ? Number(exit) : null,
      isMissing: outcome.startsWith('**Not there.**'),
    };
  });
}

/** A bar inside a cell is written `\|`, in code too. */
function cellsOf(line: string): string[] {
  if (!line.startsWith('| ')) return [];
  return line
    .replace(/^\|(.*)\|$/, '$1')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll('\\|', '|').trim());
}

function codeOf(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

export interface Services {
  /** Variables for the commands of one row; servers that remember do so for each row by itself. */
  env(row: number): Readonly<Record<string, string>>;
  /** What was sent to the row's PING_URL, one `POST $PING_URL/fail` and its body after another. */
  pings(row: number): string;
}

const LOADING = { error: { message: 'Loading model', type: 'unavailable_error', code: 503 } };
const OK = jsonReply(200, { status: 'ok', reply: 'pong' });
const SLOW_MS = 400;

/** @param asked how often this row has asked this service, 1 at first */
function replyOf(service: string, asked: number, { headers }: IncomingMessage): Reply {
  switch (service) {
    case 'broken':
      return jsonReply(500, { error: 'out of memory' });
    case 'busy':
      return jsonReply(429, { error: { message: 'Too many requests' } }, { 'retry-after': '20' });
    case 'loading':
      return asked < 3 ? jsonReply(503, LOADING) : OK;
    case 'flaky':
      return asked < 2 ? jsonReply(503, { error: 'not now' }) : OK;
    case 'locked':
      return headers.authorization === 'Bearer s3cret-of-ci'
        ? OK
        : jsonReply(401, { error: { message: 'Invalid API key' } });
    default:
      return OK;
  }
}

/** They end with the test file. */
export async function startServices(caFile: string): Promise<Services> {
  const [good, selfSigned, port] = await Promise.all([
    certificate('good'),
    certificate('self-signed'),
    holdRefusedPort(),
  ]);
  const asked = new Map<string, number>();
  const sent = new Map<string, string>();
  const [plain, secure, unknown] = await Promise.all([
    serve(serving(asked, sent)),
    serve(HEALTHY, { tls: good }),
    serve(HEALTHY, { tls: selfSigned }),
  ]);
  return {
    env: (row) => {
      const names = ['api', 'broken', 'busy', 'slow', 'flaky', 'loading', 'locked', 'ping'];
      const urls = names.map((name) => [`${name.toUpperCase()}_URL`, `${plain.origin}/${row}/${name}`]);
      return {
        ...Object.fromEntries(urls),
        SECURE_URL: secure.origin,
        SELF_SIGNED_URL: unknown.origin,
        REFUSED_URL: `http://127.0.0.1:${port.port}/ping`,
        DB_ADDR: plain.authority,
        CA_FILE: caFile,
        CI_JOB_NAME: 'gate',
      };
    },
    pings: (row) => sent.get(String(row)) ?? '',
  };
}

/** Services at /ROW/SERVICE; what comes to /ROW/ping is kept. */
function serving(asked: Map<string, number>, sent: Map<string, string>): Behaviour {
  return {
    via: 'http',
    listener: (request, response) => {
      const [, row = '', service = ''] = (request.url ?? '').split(/[/?]/);
      const count = (asked.get(`${row}/${service}`) ?? 0) + 1;
      asked.set(`${row}/${service}`, count);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (service !== 'ping') {
          const answer = () => sendReply(response, replyOf(service, count, request));
          return service === 'slow' ? setTimeout(answer, SLOW_MS) : answer();
        }
        const rest = (request.url ?? '').slice(`/${row}/ping`.length);
        const body = Buffer.concat(chunks).toString('utf8');
        sent.set(row, `${sent.get(row) ?? ''}${request.method} $PING_URL${rest}\n${body}\n`);
        sendReply(response, textReply(200, 'OK'));
      });
    },
  };
}
