/** What one probe's keys say together: which check it is, and what does not fit. */

import type { Check } from '../domain/target.ts';
import { type Diagnostic, diagnose } from './diagnostic.ts';
import { checksFor, meaningless } from './keys.ts';
import type { ProbeSpec } from './shape-probe.ts';
import { didYouMean } from './suggest.ts';
import { keyPlace, placeAt, type Tree } from './tree.ts';
import { quote } from './values.ts';

const DEEP: readonly Check[] = ['reach', 'models', 'chat', 'stream', 'embeddings'];

export function isApiCheck(check: Check): boolean {
  return DEEP.includes(check);
}

/** The check of a probe whose keys may be incomplete or at odds (see `probeProblems`). */
export function checkOf(spec: ProbeSpec, fallback?: Check): Check {
  if (spec.check !== undefined) return spec.check;
  if (spec.url === undefined) return fallback !== undefined && isApiCheck(fallback) ? fallback : 'reach';
  return /^tcp:/i.test(spec.url) || fallback === 'tcp' ? 'tcp' : 'http';
}

/**
 * @param spec as written, without defaults
 * @param inherited what the defaults say of provider and check
 */
export function probeProblems(
  spec: ProbeSpec,
  tree: Tree,
  inherited: { readonly provider?: string | undefined; readonly check?: Check | undefined },
  providerIds: readonly string[],
): Diagnostic[] {
  const at = (...path: string[]) => keyPlace(tree, path) ?? placeAt(tree, path);
  const provider = spec.provider ?? (spec.url === undefined ? inherited.provider : undefined);
  if (provider === undefined && spec.url === undefined) {
    const hint =
      spec.base_url === undefined
        ? undefined
        : 'for an OpenAI-compatible service add "provider: openai", for a bare URL write "url:"';
    return [diagnose(placeAt(tree, []), 'missing', 'a probe needs "provider" or "url"', { hint })];
  }
  const found = providerProblems(spec, tree, providerIds);
  const check = checkOf(spec, inherited.check);
  const misfit = misfitOf(spec, check);
  if (misfit !== null) return [...found, diagnose(at(misfit.key), 'conflict', misfit.message)];
  if (spec.json !== undefined && spec.body !== undefined) {
    found.push(diagnose(at('body'), 'conflict', '"json" and "body" are both the body to send; keep one'));
  }
  if (spec.key !== undefined && check === 'http' && provider === undefined) {
    const hint = 'write it as a header, e.g. headers: { authorization: "Bearer ${TOKEN}" }';
    found.push(diagnose(at('key'), 'meaningless-key', '"key" means nothing without a provider', { hint }));
  }
  if (spec.expect?.cert_days !== undefined && /^http:/i.test(spec.url ?? spec.base_url ?? '')) {
    const message = '"expect.cert_days" means nothing for http://, which has no certificate';
    found.push(diagnose(at('expect', 'cert_days'), 'meaningless-key', message));
  }
  found.push(...plainHttpWarnings(spec, tree));
  for (const path of meaningless(spec, check)) {
    const key = path.join('.');
    const message = `"${key}" means nothing for the check ${check}`;
    found.push(diagnose(at(...path), 'meaningless-key', message, { hint: meaningHint(key, check, spec) }));
  }
  return found;
}

/** Settings of TLS where there is none at first: no error, since a redirect or a proxy may lead to it. */
function plainHttpWarnings(spec: ProbeSpec, tree: Tree): Diagnostic[] {
  if (!/^http:/i.test(spec.url ?? spec.base_url ?? '')) return [];
  const warn = (path: readonly string[], message: string) =>
    diagnose(keyPlace(tree, path) ?? placeAt(tree, path), 'meaningless-key', message, {
      severity: 'warning',
      hint: 'it is for https://, also where a redirect or proxy leads there',
    });
  const set = [
    ...(spec.tls === undefined ? [] : [['tls']]),
    ...(spec.timeout?.tls === undefined ? [] : [['timeout', 'tls']]),
    ...(spec.degraded?.tls === undefined ? [] : [['degraded', 'tls']]),
    ...(spec.degraded?.cert_days === undefined ? [] : [['degraded', 'cert_days']]),
  ];
  return [
    ...set.map((path) => warn(path, `"${path.join('.')}" means nothing for http://`)),
    ...(spec.http_version === '2'
      ? [warn(['http_version'], 'HTTP/2 is not spoken over http://: this asks with HTTP/1.1')]
      : []),
  ];
}

export function providerProblems(
  { provider }: ProbeSpec,
  tree: Tree,
  providerIds: readonly string[],
): Diagnostic[] {
  if (provider === undefined || providerIds.includes(provider)) return [];
  const hint = didYouMean(provider, providerIds) ?? '`aiprobe providers` lists them';
  const place = placeAt(tree, ['provider']);
  return [diagnose(place, 'unknown-provider', `unknown provider ${quote(provider)}`, { hint })];
}

function misfitOf(spec: ProbeSpec, check: Check): { key: string; message: string } | null {
  const tcpUrl = /^tcp:/i.test(spec.url ?? '');
  if (spec.url === undefined) {
    return isApiCheck(check)
      ? null
      : { key: 'check', message: `the check ${check} needs "url", not "provider"` };
  }
  if (isApiCheck(check)) {
    const wanted =
      spec.provider === undefined
        ? 'needs "provider" (and "base_url") instead of "url"'
        : 'takes "base_url", not "url"';
    return { key: 'check', message: `the check ${check} ${wanted}` };
  }
  return tcpUrl && check !== 'tcp'
    ? { key: 'check', message: `the check ${check} needs an http(s) URL` }
    : null;
}

function meaningHint(key: string, check: Check, spec: ProbeSpec): string | undefined {
  const where = checksFor(key);
  if (check === 'reach' && spec.check === undefined && where.includes('chat')) {
    return 'reach is the default; did you forget "check: chat"?';
  }
  return where.length === 0 ? undefined : `it is for ${where.join(', ')}`;
}
