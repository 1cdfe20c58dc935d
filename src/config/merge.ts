/** `defaults` beneath a probe: what the probe says wins, key by key, inside timeouts, headers and the like too. */

import type { Check } from '../domain/target.ts';
import { onlyMeaningful } from './keys.ts';
import type { ProbeSpec } from './shape-probe.ts';

/** @param check of the probe: defaults that mean nothing for it are left out */
export function mergeDefaults(spec: ProbeSpec, defaults: ProbeSpec, check: Check): ProbeSpec {
  return overlay(onlyMeaningful(fitting(defaults, spec), check), spec);
}

/** `upper` over `lower`; mappings are merged one level deep, everything else is replaced. */
export function overlay(lower: ProbeSpec, upper: ProbeSpec): ProbeSpec {
  return {
    ...lower,
    ...upper,
    ...merged('timeout', lower.timeout, upper.timeout),
    ...merged('degraded', lower.degraded, upper.degraded),
    ...merged('expect', lower.expect, upper.expect),
    ...merged('tls', lower.tls, upper.tls),
    ...merged('dns', lower.dns, upper.dns),
    ...merged('headers', lower.headers, upper.headers),
    ...merged('variables', lower.variables, upper.variables),
  };
}

function merged<K extends string, T extends object>(
  key: K,
  lower: T | undefined,
  upper: T | undefined,
): { [P in K]?: T } {
  if (lower === undefined || upper === undefined) return {};
  const both: { [P in K]?: T } = {};
  both[key] = { ...lower, ...upper };
  return both;
}

/** What is asked, and the body, are one choice: a default stands aside when the probe makes its own. */
function fitting(defaults: ProbeSpec, spec: ProbeSpec): ProbeSpec {
  const { url, provider, base_url, check: _, json, body, ...rest } = defaults;
  const asked = spec.url === undefined && spec.provider === undefined;
  const sends = spec.json !== undefined || spec.body !== undefined;
  return {
    ...rest,
    ...(asked && spec.base_url === undefined ? { url, base_url } : {}),
    ...(asked ? { provider } : {}),
    ...(sends ? {} : { json, body }),
  };
}
