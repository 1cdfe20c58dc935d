/** What the demo's name server knows, as data, and what it answers: a pure function of the question. */

import type { RecordType, StringAnswer } from 'dns-packet';

/** Response codes, RFC 1035 section 4.1.1. */
export const RCODES = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;
export type Rcode = keyof typeof RCODES;

/** One name. Records that are not given do not exist: with none at all the name is there without data (NODATA). */
export interface ZoneEntry {
  readonly A?: readonly string[];
  readonly AAAA?: readonly string[];
  readonly CNAME?: string;
  /** Answer with this code and no records. */
  readonly rcode?: Rcode;
  /** No answer: to any question, or to those about one family. */
  readonly silent?: 'all' | 'A' | 'AAAA';
  readonly delayMs?: number;
  /** Over UDP only the truncation bit; whole over TCP. */
  readonly truncated?: boolean;
  /** Bytes that are no DNS message follow the header. */
  readonly malformed?: boolean;
}

/** Name (lower case, no final dot) or `*.suffix` → entry. What is not there does not exist: NXDOMAIN. */
export type Zone = Readonly<Record<string, ZoneEntry>>;

export interface DnsReply {
  readonly rcode: Rcode;
  readonly answers: readonly StringAnswer[];
  readonly delayMs: number;
  readonly truncated: boolean;
  readonly malformed: boolean;
}

const TTL_SECONDS = 30;
/** As long as a chain of aliases is followed; a loop ends where it closes. */
const LONGEST_CHAIN = 16;

/** @returns null: say nothing */
export function replyFor(zone: Zone, name: string, type: RecordType): DnsReply | null {
  const entry = find(zone, name);
  if (entry === undefined) return { ...PLAIN, rcode: 'NXDOMAIN', answers: [] };
  if (entry.silent === 'all' || entry.silent === type) return null;
  const found = entry.rcode === undefined ? follow(zone, name, type) : { rcode: entry.rcode, answers: [] };
  return {
    ...found,
    delayMs: entry.delayMs ?? 0,
    truncated: entry.truncated ?? false,
    malformed: entry.malformed ?? false,
  };
}

const PLAIN = { delayMs: 0, truncated: false, malformed: false } as const;

/** RFC 1034 section 4.3.2: the aliases on the way, then the records; the last name's code is the answer's (RFC 6604). */
function follow(zone: Zone, start: string, type: RecordType): Pick<DnsReply, 'rcode' | 'answers'> {
  const answers: StringAnswer[] = [];
  const seen = new Set<string>();
  let name = start;
  while (!seen.has(key(name)) && seen.size < LONGEST_CHAIN) {
    seen.add(key(name));
    const entry = find(zone, name);
    if (entry === undefined) return { rcode: 'NXDOMAIN', answers };
    if (entry.CNAME === undefined || type === 'CNAME') {
      return { rcode: entry.rcode ?? 'NOERROR', answers: [...answers, ...records(entry, name, type)] };
    }
    answers.push({ type: 'CNAME', name, ttl: TTL_SECONDS, data: entry.CNAME });
    name = entry.CNAME;
  }
  return { rcode: 'NOERROR', answers };
}

function records(entry: ZoneEntry, name: string, type: RecordType): StringAnswer[] {
  switch (type) {
    case 'A':
    case 'AAAA':
      return (entry[type] ?? []).map((data) => ({ type, name, ttl: TTL_SECONDS, data }));
    case 'CNAME':
      return entry.CNAME === undefined ? [] : [{ type, name, ttl: TTL_SECONDS, data: entry.CNAME }];
    default:
      return [];
  }
}

function find(zone: Zone, name: string): ZoneEntry | undefined {
  const wanted = key(name);
  const labels = wanted.split('.');
  const wildcards = labels.map((_, i) => `*.${labels.slice(i + 1).join('.')}`);
  const match = [wanted, ...wildcards].find((candidate) => zone[candidate] !== undefined);
  return match === undefined ? undefined : zone[match];
}

/** Names compare without regard to case (RFC 4343); resolvers mix it on purpose. */
function key(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
