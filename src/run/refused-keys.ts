/**
 * Several keys of one provider refused at once: keys do not expire together, so the provider's login service is
 * suspected rather than every one of its users (as in the Claude outage of 2026-04-28, where valid keys got 401).
 */

import type { Result } from '../domain/report.ts';
import { reveal, type Secret } from '../domain/secret.ts';
import type { Target } from '../domain/target.ts';
import type { Finished } from './network.ts';

export class RefusedKeys {
  /** Providers that are asked with more than one key: only there is there anything to compare. */
  readonly #compared: ReadonlySet<string>;
  #held: Finished[] = [];
  /** A key of this provider was taken, so its login service works. */
  readonly #accepted = new Set<string>();

  constructor(targets: readonly Target[]) {
    const keys = new Map<string, Set<string>>();
    for (const target of targets) {
      const key = keyOf(target);
      if (key === null || target.provider?.kind !== 'hosted') continue;
      keys.set(target.provider.id, (keys.get(target.provider.id) ?? new Set()).add(key));
    }
    this.#compared = new Set([...keys].flatMap(([id, own]) => (own.size > 1 ? [id] : [])));
  }

  /** @returns true when the result is kept back until the others of its provider are known */
  hold(finished: Finished): boolean {
    const { target, result } = finished;
    const id = target.provider?.id;
    if (id === undefined || !this.#compared.has(id)) return false;
    if (result.kind !== 'auth') {
      if (result.http !== null && target.authenticated) this.#accepted.add(id);
      return false;
    }
    if (result.reason !== 'invalid-key') return false;
    this.#held.push(finished);
    return true;
  }

  /** What was kept back, each as it came or with the provider suspected. */
  settle(): Result[] {
    return this.#held.splice(0).map(({ target, result }, _, all) => {
      const id = target.provider?.id ?? '';
      const keys = new Set(
        all.flatMap((one) => (one.target.provider?.id === id ? (keyOf(one.target) ?? []) : [])),
      );
      return keys.size < 2 || this.#accepted.has(id) ? result : suspect(result, target, keys.size);
    });
  }
}

function suspect(result: Result, target: Target, keys: number): Result {
  const name = target.provider?.name ?? '';
  const message = `${result.message}; ${keys} different keys of ${name} are refused at once, so its login service is suspected, not the keys`;
  const hint = 'Look at the status page and wait; change no key yet.';
  return { ...result, fault: 'provider', rule: 'keys.refused-together', message, hint };
}

/** The secret header that goes out, to be compared and never shown. */
function keyOf({ ask }: Target): string | null {
  if (ask.via === 'tcp') return null;
  const { headers } = ask.via === 'http' ? ask.request : ask.generate;
  const secrets = headers.flatMap(([, value]): Secret[] => (typeof value === 'string' ? [] : [value]));
  return secrets.length === 0 ? null : secrets.map(reveal).join('\n');
}
