import { describe, expect, it } from 'vitest';
import type { State } from '../../src/domain/verdict.ts';
import { compareWords, readStatusPage } from '../../src/statuspage/index.ts';
import * as samples from './samples.ts';
import { answer, web } from './web.ts';

const compare = async (state: State, site: samples.Site, wanted?: string[], other = answer(404, '')) =>
  compareWords(
    state,
    await readStatusPage(
      { page: 'https://status.example.test' },
      web(site, other).fetchText,
      samples.NOW,
      wanted,
    ),
  );

const parts = [
  { id: 'c1', name: 'API', status: 'operational' },
  { id: 'c2', name: 'Console', status: 'operational' },
];

describe('both words', () => {
  it.each([
    [
      'down',
      'incident',
      'both-failing',
      'we see it down, and their page reports "Elevated errors" since 14 min',
    ],
    [
      'degraded',
      'incident',
      'both-failing',
      'we see it degraded, and their page reports "Elevated errors" since 14 min',
    ],
    [
      'up',
      'incident',
      'we-pass-they-report',
      'we see it up, but their page reports "Elevated errors" since 14 min',
    ],
    [
      'down',
      'healthy',
      'we-fail-they-well',
      'we see it down, but their page says all is well (updated 3 min ago)',
    ],
    ['up', 'healthy', 'both-well', 'we see it up, and their page says all is well (updated 3 min ago)'],
    [
      'down',
      'maintenance',
      'both-failing',
      'we see it down, and their page reports maintenance "Database move" since 20 min',
    ],
    ['unknown', 'healthy', 'unknown', 'we cannot tell, and their page says all is well (updated 3 min ago)'],
  ] as const)('%s, %s', async (state, situation, agreement, sentence) => {
    expect(await compare(state, samples.statuspage(situation), ['API'])).toEqual({ agreement, sentence });
  });

  it('a component’s state, where no incident explains it', async () => {
    const components = [{ id: 'c1', name: 'API', status: 'major_outage' }, parts[1]];
    expect((await compare('down', samples.statuspage('healthy', { components }), ['API'])).sentence).toBe(
      'we see it down, and their page reports API: major outage (updated 3 min ago)',
    );
  });

  it('a notice, and what is elsewhere', async () => {
    const notice = [samples.incident('A\nnotice', [parts[0]], { impact: 'none' })];
    expect(
      (await compare('up', samples.statuspage('healthy', { components: parts, incidents: notice }), ['API']))
        .sentence,
    ).toContain('all is well (updated 3 min ago), with a notice "A notice" since 14 min');
    const other = [samples.incident('Slow console', [parts[1]])];
    expect(
      (await compare('down', samples.statuspage('healthy', { components: parts, incidents: other }), ['API']))
        .sentence,
    ).toContain('all is well (updated 3 min ago); of other parts it reports "Slow console"');
  });

  it('several incidents', async () => {
    const incidents = ['a', 'b', 'c'].map((name) => samples.incident(name, [parts[0]]));
    expect(
      (await compare('down', samples.statuspage('healthy', { components: parts, incidents }))).sentence,
    ).toContain('reports "a" since 14 min and 2 more');
  });

  it('no word of theirs', async () => {
    expect(await compare('down', {}, undefined, answer(403, ''))).toEqual({
      agreement: 'unknown',
      sentence: 'we see it down, and their status page refuses programs (403)',
    });
    expect(
      (await compare('up', samples.statuspage('healthy', { updated: samples.ago(60 * 24 * 200) }))).sentence,
    ).toBe('we see it up, and their status page seems to be frozen: nothing on it has changed for 200 d');
  });
});
