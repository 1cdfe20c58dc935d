/** How a run is made, from what a caller says of it and what the machine allows. */

import { DEFAULT_POLICY } from '../domain/policy.ts';
import type { AskPages } from '../run/provider-word.ts';
import type { RunOptions } from '../run/run.ts';
import { VERSION } from '../version.ts';

/** Everything has a default. */
export interface RunSettings {
  /** Attempts at once; `auto` paces them so that timings stay true. */
  readonly concurrency?: number | 'auto' | undefined;
  /** States, kinds or `kind.reason` that fail the run; default `down` and `unknown`. */
  readonly failOn?: readonly string[] | undefined;
  /** Kinds or `kind.reason` that never fail it. */
  readonly ignore?: readonly string[] | undefined;
  /** Stop at the first required failure. */
  readonly failFast?: boolean | undefined;
  /** Whose status pages are asked; default: those of providers that fail. */
  readonly statusPages?: AskPages | undefined;
  /** Where this runs; kept in the report. */
  readonly location?: string | null | undefined;
  /** `1/3`; kept in the report. */
  readonly shard?: string | null | undefined;
}

/** Descriptors kept free for files, name servers and what Node itself holds. */
const SPARE_DESCRIPTORS = 64;
/** More at once would only queue in the kernel. */
const MOST_IN_FLIGHT = 8_192;
const FEWEST_IN_FLIGHT = 8;
/** Polite to one server: browsers allow themselves six connections to a host. */
const PER_HOST = 6;

/** @param openFiles how many descriptors the process may hold; null where nobody tells */
export function toRunOptions(settings: RunSettings, openFiles: number | null): RunOptions {
  const room = openFiles === null ? MOST_IN_FLIGHT : openFiles - SPARE_DESCRIPTORS;
  return {
    concurrency: settings.concurrency ?? 'auto',
    perHost: PER_HOST,
    ceiling: Math.max(Math.min(room, MOST_IN_FLIGHT), FEWEST_IN_FLIGHT),
    failFast: settings.failFast === true,
    policy: {
      failOn: settings.failOn ?? DEFAULT_POLICY.failOn,
      ignore: settings.ignore ?? DEFAULT_POLICY.ignore,
    },
    statusPages: settings.statusPages ?? 'failing',
    location: settings.location ?? null,
    shard: settings.shard ?? null,
    version: VERSION,
  };
}
