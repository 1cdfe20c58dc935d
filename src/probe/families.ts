/** Both address families of a name at once, and how long one waits for the other: RFC 8305 sections 3 and 4. */

import type dns from 'node:dns';
import type { WireError } from '../domain/observation.ts';
import { type Address, interleave } from './address.ts';
import { failure, fromNodeError, type Outcome, success, wireError } from './outcome.ts';

/** RFC 8305 section 3, Resolution Delay: how long to wait for IPv6 once IPv4 is there. */
const RESOLUTION_DELAY_MS = 50;

export interface Found {
  /** What is known when connecting may begin, interleaved by family, IPv6 first. */
  readonly addresses: readonly Address[];
  /** Addresses of the other family, where its answer is still on the way. Never rejects. */
  readonly late: Promise<readonly Address[]> | null;
}

type Family = 4 | 6;
type FamilyAnswer = Outcome<readonly Address[]>;

export async function oneFamily(
  name: string,
  family: Family,
  resolver: dns.promises.Resolver,
): Promise<Outcome<Found>> {
  const answer = await query(name, family, resolver);
  return answer.ok ? success({ addresses: answer.value, late: null }) : answer;
}

export async function bothFamilies(name: string, resolver: dns.promises.Resolver): Promise<Outcome<Found>> {
  const six = query(name, 6, resolver);
  const four = query(name, 4, resolver);
  const first = await firstUsable(six, four);
  return first === null ? failure(moreTelling(await four, await six)) : success(first);
}

/** Both answers, or the one that is there once the other may not delay it any longer; null when neither has an address. */
async function firstUsable(six: Promise<FamilyAnswer>, four: Promise<FamilyAnswer>): Promise<Found | null> {
  const winner = await Promise.race([
    six.then((answer) => ({ family: 6, answer })),
    four.then((answer) => ({ family: 4, answer })),
  ]);
  const other = winner.family === 6 ? four : six;
  if (!winner.answer.ok) {
    const second = await other;
    return second.ok ? { addresses: second.value, late: null } : null;
  }
  const patience = winner.family === 4 ? RESOLUTION_DELAY_MS : 0;
  const second = await within(other, patience);
  if (second === null)
    return { addresses: winner.answer.value, late: other.then((answer) => (answer.ok ? answer.value : [])) };
  const others = second.ok ? second.value : [];
  const [v6, v4] = winner.family === 6 ? [winner.answer.value, others] : [others, winner.answer.value];
  return { addresses: interleave(v6, v4), late: null };
}

/** @returns null when `ms` have passed; 0 is one turn of the event loop, for an answer that came along */
function within<T>(result: Promise<T>, ms: number): Promise<T | null> {
  return new Promise((resolve) => {
    if (ms === 0) {
      setImmediate(resolve, null);
      void result.then(resolve);
      return;
    }
    const timer = setTimeout(resolve, ms, null);
    void result.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

async function query(name: string, family: Family, resolver: dns.promises.Resolver): Promise<FamilyAnswer> {
  try {
    const ips = family === 4 ? await resolver.resolve4(name) : await resolver.resolve6(name);
    // A CNAME loop comes back as an empty list (measured).
    if (ips.length > 0) return success(ips.map((ip) => ({ ip, family })));
    return failure(wireError('dns', 'ENODATA', { syscall: family === 4 ? 'queryA' : 'queryAaaa' }));
  } catch (error) {
    return failure(
      fromNodeError('dns', error instanceof Error ? error : new Error(String(error)), 'EUNKNOWN'),
    );
  }
}

/** Of two failed families: a broken lookup says more than "no such record", and that more than "no such name". */
function moreTelling(four: FamilyAnswer, six: FamilyAnswer): WireError {
  const errors = [four, six].flatMap((answer) => (answer.ok ? [] : [answer.error]));
  const rank = (error: WireError) => (error.code === 'ENOTFOUND' ? 0 : error.code === 'ENODATA' ? 1 : 2);
  return errors.sort((a, b) => rank(b) - rank(a))[0] ?? wireError('dns', 'ENODATA');
}
