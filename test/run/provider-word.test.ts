import { describe, expect, it } from 'vitest';
import type { ProviderWord } from '../../src/domain/ports.ts';
import type { StatusPageResult } from '../../src/domain/report.ts';
import { redactor, Secret } from '../../src/domain/secret.ts';
import { isWordWanted, maskWord, withWord } from '../../src/run/provider-word.ts';
import { result, target } from './support.ts';

function word(indicator: StatusPageResult['indicator'], maintenance = false): ProviderWord {
  const page = { indicator, description: null, url: 'https://status.acme.example', incidents: [] };
  return { page, maintenance, sentence: (state) => `we see ${state}, they say ${indicator}` };
}

const PAGED = target('a', { statusPage: 'https://status.acme.example' });
const DOWN = result('a', 'down', 'server-error.unavailable', { fault: 'provider', message: '503' });
const UP = result('a', 'up');

describe('whose status page is asked', () => {
  it('that of a probe that failed, where a page is known', () => {
    expect(isWordWanted(PAGED, DOWN, 'failing')).toBe(true);
    expect(isWordWanted(PAGED, UP, 'failing')).toBe(false);
    expect(isWordWanted(target('a'), DOWN, 'failing')).toBe(false);
  });

  it('every one, or none, on demand', () => {
    expect(isWordWanted(PAGED, UP, 'all')).toBe(true);
    expect(isWordWanted(PAGED, DOWN, 'none')).toBe(false);
    expect(isWordWanted(target('a', { statusPage: false }), DOWN, 'all')).toBe(false);
  });

  it('none where the failure is this machine or the request itself', () => {
    const own = [
      result('a', 'unknown', 'local.proxy'),
      result('a', 'down', 'bad-request.invalid'),
      result('a', 'skipped', 'config.missing-env'),
    ];
    for (const one of own) expect(isWordWanted(PAGED, one, 'failing')).toBe(false);
  });
});

it('masks a secret wherever the page repeats it, and keeps a bounded number of incidents', () => {
  const key = 'sk-planted-0123456789';
  const incident = { name: `about ${key}`, status: `seen ${key}`, started: null };
  const { page } = word('major');
  const said = { ...word('major'), page: { ...page, incidents: Array(400).fill(incident) } };
  const masked = maskWord(said, redactor([new Secret(key)]));
  expect(JSON.stringify(masked.page)).not.toContain(key);
  expect(masked.page.incidents[0]).toEqual({ name: 'about ***', status: 'seen ***', started: null });
  expect(masked.page.incidents).toHaveLength(50);
});

describe('their word beside ours', () => {
  it('is told with a failure and changes nothing of it', () => {
    const told = withWord(DOWN, word('major'));
    expect(told).toMatchObject({
      ...DOWN,
      status_page: { indicator: 'major' },
      notes: ['we see down, they say major'],
    });
  });

  it('makes an outage a maintenance where they announce one', () => {
    const told = withWord(DOWN, word('maintenance', true));
    expect(told).toMatchObject({
      state: 'down',
      kind: 'maintenance',
      reason: 'announced',
      rule: 'status-page.announced',
    });
    expect(told.message).toContain('503');
  });

  it('makes what works degraded where they report trouble, and leaves it up where they report none', () => {
    expect(withWord(UP, word('minor'))).toMatchObject({
      state: 'degraded',
      kind: 'degraded',
      reason: 'incident',
    });
    expect(withWord(UP, word('none'))).toMatchObject({ state: 'up', kind: null });
    expect(withWord(UP, word('unknown'))).toMatchObject({ state: 'up', kind: null });
  });

  it('clears the key that was refused amid an incident', () => {
    const refused = result('a', 'down', 'auth.invalid-key', { fault: 'client', message: '401' });
    expect(withWord(refused, word('critical'))).toMatchObject({
      kind: 'auth',
      fault: 'provider',
    });
    expect(withWord(refused, word('none'))).toMatchObject({ kind: 'auth', fault: 'client' });
  });
});
