/** The facts on the wire behind a verdict (the table with `-v`, the page of HTML), enough to check the verdict by hand. */

import { formatDuration } from '../domain/duration.ts';
import type { Evidence, LimitUse, Result } from '../domain/report.ts';
import { phaseText } from './phases.ts';
import { safeText } from './safe.ts';

export type Fact = readonly [label: string, text: string];

/** Longest value of one fact; a body's head is 500 characters already. */
const MAX_FACT = 600;

/** @returns what is known, absent facts left out; all text safe */
export function facts(result: Result): Fact[] {
  const known: [string, string | null][] = [
    ['url', result.url],
    ['address', addressText(result)],
    ['tls', tlsText(result)],
    ['timing', timingText(result)],
    ['http', httpText(result)],
    ['model', modelText(result)],
    ['stream', streamText(result)],
    ['tokens', usageText(result)],
    ['limits', limitsText(result)],
    ['page', result.status_page?.url ?? null],
    ['rule', result.rule],
    ...result.notes.map((note): [string, string] => ['note', note]),
    ...(result.evidence === null ? [] : evidenceFacts(result.evidence)),
  ];
  return known.flatMap(([label, text]): Fact[] =>
    text === null || text === '' ? [] : [[label, safeText(text, MAX_FACT)]],
  );
}

function addressText({ address, evidence }: Result): string | null {
  const resolver = evidence?.resolver ? `resolver ${evidence.resolver}` : null;
  const proxy = evidence?.proxy ? `proxy ${evidence.proxy}` : null;
  const at = address === null ? null : `${hostPort(address.ip, address.port)}`;
  return list([at, resolver, proxy]);
}

function hostPort(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

function tlsText({ tls }: Result): string | null {
  if (tls === null) return null;
  return list([
    tls.protocol,
    tls.alpn,
    tls.subject && `for ${tls.subject}`,
    tls.issuer && `issued by ${tls.issuer}`,
    tls.days_left === null ? null : `${tls.days_left} days left`,
  ]);
}

function timingText(result: Result): string | null {
  const timings = result.timings_ms;
  return list([
    phaseText(result),
    named('first token', timings.first_token),
    named('first visible', timings.first_visible),
    named('total', timings.total),
    named('the service says', timings.server),
    named('error up to', timings.lag),
  ]);
}

function named(name: string, ms: number | null): string | null {
  return ms === null ? null : `${name} ${formatDuration(ms)}`;
}

function httpText({ http }: Result): string | null {
  if (http === null) return null;
  return list([
    `HTTP/${http.version} ${http.status}`,
    http.location && `location ${http.location}`,
    http.request_id && `request id ${http.request_id}`,
  ]);
}

function modelText({ model }: Result): string | null {
  if (model === null) return null;
  const other = model.answered !== null && model.answered !== model.asked;
  return other ? `asked for ${model.asked}, ${model.answered} answered` : model.asked;
}

function streamText({ stream }: Result): string | null {
  if (stream === null) return null;
  return list([
    `${stream.tokens} tokens`,
    stream.tokens_per_s === null ? null : `${Number(stream.tokens_per_s.toFixed(1))} tokens/s`,
    named('longest gap', stream.longest_gap_ms),
    stream.finished ? 'finished' : 'not finished',
  ]);
}

function usageText({ usage }: Result): string | null {
  if (usage === null) return null;
  const { input_tokens: input, output_tokens: output } = usage;
  return list([input === null ? null : `${input} in`, output === null ? null : `${output} out`]);
}

function limitsText({ rate_limit: limits }: Result): string | null {
  return limits && list([limitText('requests', limits.requests), limitText('tokens', limits.tokens)]);
}

function limitText(name: string, use: LimitUse | null): string | null {
  if (use === null) return null;
  const reset = use.reset_ms === null ? '' : `, back in ${formatDuration(use.reset_ms)}`;
  return `${use.remaining ?? '?'} of ${use.limit ?? '?'} ${name} left${reset}`;
}

function evidenceFacts(evidence: Evidence): [string, string | null][] {
  const error = list([evidence.code, evidence.phase && `while in ${evidence.phase}`, evidence.detail]);
  return [
    ['error', error],
    ...evidence.addresses.map(({ ip, outcome, code, ms }): [string, string | null] => [
      'tried',
      list([`${ip} ${outcome}`, code, ms === null ? null : formatDuration(ms)]),
    ]),
    ...evidence.hops.map(({ url, status, location }): [string, string] => [
      'hop',
      `${status} ${url} to ${location}`,
    ]),
    ...evidence.headers.map(([name, value]): [string, string] => ['header', `${name}: ${value}`]),
    ['body', evidence.body],
  ];
}

function list(parts: readonly (string | null | undefined)[]): string | null {
  const present = parts.filter((part) => part !== null && part !== undefined && part !== '');
  return present.length === 0 ? null : present.join(', ');
}
