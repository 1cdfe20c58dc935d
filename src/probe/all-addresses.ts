/** `all_addresses: true`: each address behind a name is asked for itself, and one observation tells of all. */

import type { AddressOutcome, Observation, WireError } from '../domain/observation.ts';
import type { Target } from '../domain/target.ts';
import type { Address } from './address.ts';
import { destinationOf } from './destination.ts';
import { addressesOf, type DialContext } from './dial.ts';
import type { NameResolver } from './resolve.ts';

/** A name with more is told by these. */
const MAX_ADDRESSES = 16;

export interface EveryAddressInput {
  readonly names: NameResolver;
  readonly target: Target;
  /** Runs the lookup as the beginning of the attempt, within its deadlines. */
  readonly lookup: (work: (context: DialContext) => Promise<WireError | null>) => Promise<Observation>;
  /** Asks one address. */
  readonly ask: (address: Address, lookedUp: Observation) => Promise<Observation>;
}

/** @returns the observation of the first address that answers well, else of the first, with every address's outcome */
export async function everyAddress(input: EveryAddressInput): Promise<Observation> {
  let addresses: readonly Address[] = [];
  const to = destinationOf(input.target);
  const lookedUp = await input.lookup(async (context) => {
    const found = await addressesOf(input, context, to);
    if (!found.ok) return found.error;
    addresses = [...found.value.addresses, ...(await inTime(context, found.value.late))].slice(
      0,
      MAX_ADDRESSES,
    );
    return context.life.error;
  });
  if (lookedUp.error !== null) return lookedUp;
  const seen = await Promise.all(
    addresses.map(async (address) => ({ address, observation: await input.ask(address, lookedUp) })),
  );
  const best = (seen.find(({ observation }) => succeeded(observation)) ?? seen[0])?.observation ?? lookedUp;
  const outcomes = seen.map(({ address, observation }) => outcomeOf(address, to.port, observation));
  return { ...best, addresses: outcomes };
}

/** The other family's answer, unless the attempt ends before. */
function inTime(
  { life }: DialContext,
  late: Promise<readonly Address[]> | null,
): Promise<readonly Address[]> {
  return new Promise((resolve) => {
    if (late === null) return resolve([]);
    const off = life.onFail(() => resolve([]));
    void late.then((addresses) => {
      off();
      resolve(addresses);
    });
  });
}

function succeeded({ error, response }: Observation): boolean {
  return error === null && (response === null || response.status < 500);
}

/** An address failed also when it connected but then gave no good answer. */
function outcomeOf(address: Address, port: number, observation: Observation): AddressOutcome {
  // After a redirect the observation tells of another host's addresses.
  const own = observation.hops.length === 0 ? observation.addresses[0] : undefined;
  const code = own?.code ?? observation.error?.code ?? `HTTP ${observation.response?.status}`;
  return succeeded(observation)
    ? { ...address, port, outcome: 'connected', code: null, ms: own?.ms ?? null }
    : { ...address, port, outcome: 'failed', code, ms: own?.ms ?? null };
}
