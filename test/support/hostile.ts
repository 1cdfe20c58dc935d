/** Reports whose every text was written by somebody who wishes the reader ill. */

import fc from 'fast-check';
import { FAILURE_CLASSES } from '../../src/domain/failure.ts';
import { exitCode, type Policy, summarize } from '../../src/domain/policy.ts';
import type { Report, Result } from '../../src/domain/report.ts';
import { STATES } from '../../src/domain/verdict.ts';
import { groupResults } from '../../src/run/groups.ts';
import { EMPTY_EVIDENCE, failing, reportOf, timings, up } from './report.ts';

/** What ends, opens or means something in one format or another. */
export const ATTACKS = [
  '\u001b[2J\u001b]0;owned\u0007',
  '\u009b31m',
  '\r\n::error::owned',
  '::add-mask::secret',
  '##[error]x',
  ']]>',
  '<![CDATA[',
  '</testcase>',
  '&lt;&#0;&amp',
  '<script>alert(1)</script>',
  '=1+1',
  '\t@SUM(A1)',
  '-2+3|cmd',
  ';+1',
  ' "=x',
  '＝1',
  '","',
  '| a | b |',
  '\\|',
  '`code` `` ```',
  '# heading',
  '\n# heading\n1. item\n- item\n> quote',
  '![i](https://evil.example/x.png)',
  '[l](javascript:alert(1))',
  '<img src=x onerror=y>',
  '@everyone',
  'a@b.example',
  'www.evil.example',
  'https://evil.example',
  ':tada:',
  '#1',
  'deadbeef1',
  '<!-- --> -->',
  '**b** __u__ ~~s~~ $x$',
  'ok 1 - owned # SKIP',
  'not ok 2\n---\n...\nBail out!',
  '# TODO \\# \\\\',
  'name {',
  '"} 1\naiprobe_up{probe="x',
  "'x'=1;2",
  '$(id) `id` $USER',
  '\u202egnp.exe\u2066',
  '\ud800',
  '\udc00\ud800',
  '\u0000',
  '\ufffe\uffff',
  '\u2028\u2029\u0085\u000b\u000c',
  '%0A%0D%25',
  '',
] as const;

export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 4 })
  .map((parts) => parts.join(''));

const hostileResult = fc
  .record({
    name: hostileText,
    text: hostileText,
    state: fc.constantFrom(...STATES),
    failureClass: fc.constantFrom(...FAILURE_CLASSES),
    optional: fc.boolean(),
    total: fc.option(fc.double({ min: 0, max: 1e7, noNaN: true })),
  })
  .map(({ name, text, state, failureClass, optional, total }): Result => {
    const part = { optional, state, url: text, timings_ms: timings({ total }) };
    if (state === 'up') return up(name, { ...part, notes: [text] });
    return failing(name, failureClass, {
      ...part,
      provider: text,
      message: text,
      hint: text,
      tags: [text],
      http: { status: 500, version: text, request_id: text, location: text },
      model: { asked: text, answered: text },
      evidence: { ...EMPTY_EVIDENCE, body: text },
      status_page: {
        indicator: 'major',
        description: text,
        url: text,
        incidents: [{ name: text, status: text, started: text }],
      },
    });
  });

const policy: fc.Arbitrary<Policy> = fc.constantFrom(
  { failOn: ['down', 'unknown'], ignore: [] },
  { failOn: ['down', 'unknown', 'degraded'], ignore: [] },
  { failOn: ['down'], ignore: ['dns', 'timeout'] },
  { failOn: ['unknown'], ignore: ['tls'] },
  { failOn: ['rate-limit', 'quota.credits', 'degraded.slow'], ignore: ['timeout.connect'] },
);

export interface Judged {
  readonly report: Report;
  readonly policy: Policy;
}

/** Any results, with the groups, summary and exit code that the run would have given them under the policy. */
export const hostileRun: fc.Arbitrary<Judged> = fc
  .record({
    results: fc.uniqueArray(hostileResult, { maxLength: 8, selector: ({ name }) => name }),
    groupName: hostileText,
    grouped: fc.integer({ min: 0, max: 3 }),
    require: fc.integer({ min: 1, max: 3 }),
    policy,
    interrupted: fc.constantFrom(null, null, null, 'SIGINT' as const),
  })
  .map(({ results, groupName, grouped, require, policy, interrupted }) => {
    const members = results.slice(0, grouped).map(({ name }) => name);
    const all = members.length === 0 ? [] : [{ name: groupName, probes: members, require }];
    const groups = groupResults(all, results);
    const code = exitCode(results, groups, policy, interrupted);
    const shared = results.slice(0, 2).map(({ name }) => name);
    const report = reportOf(results, {
      groups,
      summary: summarize(results, code),
      causes:
        shared.length < 2 ? [] : [{ kind: 'dns', reason: 'timeout', shared: groupName, probes: shared }],
    });
    return { report, policy };
  });

export const hostileReport: fc.Arbitrary<Report> = hostileRun.map(({ report }) => report);
