/** What an endpoint does is a value: either what was wanted, or the error that came instead. */

import type { Phase, WireError } from '../domain/observation.ts';

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: WireError };

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failure<T = never>(error: WireError): Outcome<T> {
  return { ok: false, error };
}

type Details = Partial<Omit<WireError, 'phase' | 'code'>>;

export function wireError(phase: Phase, code: string, details: Details = {}): WireError {
  return {
    phase,
    code,
    syscall: null,
    message: '',
    limit: null,
    bound: null,
    status: null,
    proxyReason: null,
    viaProxy: false,
    afterBytes: false,
    silentMs: null,
    received: null,
    ...details,
  };
}

/** The stable parts of whatever Node, OpenSSL or c-ares threw; `fallback` where it bears no string code. */
export function fromNodeError(
  phase: Phase,
  error: Error,
  fallback: string,
  details: Details = {},
): WireError {
  const code = stringProperty(error, 'code') ?? fallback;
  return wireError(phase, code, {
    syscall: stringProperty(error, 'syscall'),
    message: error.message,
    ...details,
  });
}

function stringProperty(error: Error, key: string): string | null {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : null;
}
