/**
 * The ping after each run: the URL itself for success, URL/fail for anything else, with a few lines on the run as the
 * body. What becomes of it never changes the run; a failure is a warning.
 *
 * @see https://healthchecks.io/docs/http_api/ POST bodies are kept as diagnostics; always 200, the body tells of trouble
 * @see https://healthchecks.io/docs/signaling_failures/ the suffix /fail, which other services of the kind understand too
 */

import { decode } from '../config/url.ts';
import { inWords } from '../domain/code-words.ts';
import type { Observation } from '../domain/observation.ts';
import { plainTarget } from '../domain/plain-target.ts';
import type { Heartbeat } from '../domain/plan.ts';
import type { Policy } from '../domain/policy.ts';
import type { Report } from '../domain/report.ts';
import type { Redact } from '../domain/secret.ts';
import { Secret } from '../domain/secret.ts';
import type { HttpRequest, Target } from '../domain/target.ts';
import { createProber, type Prober } from '../probe/prober.ts';
import { closingText } from '../report/closing.ts';
import { safeText } from '../report/safe.ts';
import { VERSION } from '../version.ts';
import type { Io } from './io.ts';

const TRY_MS = 5_000;
/** A packet gets lost; more than this would hold up the next run. */
const TRIES = 3;
const ALL_TRIES_MS = 10_000;
const PAUSE_MS = 1_000;
/** Services keep 10 kB of a body. */
const MOST_FAILURES = 20;
const SENTENCE = 200;

interface Ended {
  readonly report: Report;
  /** Exit code of the process. */
  readonly code: number;
  readonly policy: Policy;
}

/** Pings, within 10 s. Never rejects. */
export async function ping(io: Io, heartbeat: Heartbeat, ended: Ended, redact: Redact): Promise<void> {
  const target = targetOf(heartbeat, ended.code === 0, redact(bodyOf(ended)));
  const prober = createProber(io.clock, VERSION);
  try {
    const problem = await persist(io, prober, target);
    if (problem === null) return;
    const { host } = new URL(heartbeat.url.reveal());
    const line = redact(safeText(`the heartbeat to ${host} did not arrive: ${problem}`));
    await io.stderr.write(`aiprobe: ${line}\n`).catch(() => {});
  } finally {
    prober.close();
  }
}

/** @returns the last problem, or null once it has arrived */
async function persist(io: Io, prober: Prober, target: Target): Promise<string | null> {
  const until = io.clock.now() + ALL_TRIES_MS;
  for (let left = TRIES; ; left -= 1) {
    const total = Math.min(TRY_MS, until - io.clock.now());
    const hooks = { waiting: () => {}, working: () => {} };
    const observation = await prober.attempt(
      { ...target, timeout: { ...target.timeout, total } },
      hooks,
      new AbortController().signal,
    );
    const problem = problemOf(observation);
    const isLast = left === 1 || io.clock.now() + PAUSE_MS >= until;
    if (problem === null || isLast || isFinal(observation)) return problem;
    await io.clock.sleep(PAUSE_MS);
  }
}

function problemOf({ error, response }: Observation): string | null {
  if (error !== null) return `${error.phase}: ${inWords(error.code)}`;
  if (response === null) return 'no answer';
  if (response.status < 200 || response.status > 299) return `it answered ${response.status}`;
  const [, refusal] = /^OK \(([a-z ]{1,40})\)/.exec(response.body.text) ?? [];
  return refusal === undefined ? null : `it answered "${refusal}"`;
}

/** Another try would be answered alike. */
function isFinal({ error, response }: Observation): boolean {
  return error === null && response !== null && response.status < 500 && response.status !== 429;
}

function targetOf({ url, proxy, ca, insecure }: Heartbeat, success: boolean, body: string): Target {
  const address = new URL(url.reveal());
  const headers: HttpRequest['headers'][number][] = [['content-type', 'text/plain; charset=utf-8']];
  if (address.username !== '' || address.password !== '') {
    const user = `${decode(address.username)}:${decode(address.password)}`;
    headers.push(['authorization', new Secret(`Basic ${Buffer.from(user).toString('base64')}`)]);
    address.username = '';
    address.password = '';
  }
  if (!success) address.pathname = `${address.pathname.replace(/\/+$/, '')}/fail`;
  const request: HttpRequest = { method: 'POST', url: address.href, headers, body };
  return plainTarget({ via: 'http', request }, TRY_MS, {
    proxy,
    redirects: 3,
    tls: { ca, cert: null, key: null, servername: null, insecure },
  });
}

/** What somebody who looks at the check wants to see first. */
function bodyOf({ report, code, policy }: Ended): string {
  const failing = report.results.filter(({ state }) => state === 'down' || state === 'unknown');
  const rest = failing.length - MOST_FAILURES;
  return [
    `${closingText(report, { policy })}${code === report.summary.exit_code ? '' : ` (the process ends with ${code})`}`,
    ...failing
      .slice(0, MOST_FAILURES)
      .map(({ name, kind, reason, message }) => safeText(`${name}: ${kind}.${reason}: ${message}`, SENTENCE)),
    ...(rest > 0 ? [`and ${rest} more`] : []),
    '',
  ].join('\n');
}
