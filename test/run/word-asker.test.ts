import { describe, expect, it } from 'vitest';
import type { ProviderWord } from '../../src/domain/ports.ts';
import { WordAsker } from '../../src/run/word-asker.ts';
import { result, target, VirtualClock } from './support.ts';

const PAGED = target('a', { statusPage: 'https://status.acme.example' });
const DOWN = result('a', 'down', 'server-error.unavailable');
const NEVER = new AbortController().signal;
const plain = (text: string) => text;

/** A page that answers after so long, and what a probe that fails after so long gets of it. */
async function ask(pageMs: number, probeMs: number, failsEarly = false, interrupt: AbortSignal = NEVER) {
  const clock = new VirtualClock();
  const askedAt: number[] = [];
  const word: ProviderWord = {
    page: { indicator: 'major', description: null, url: 'https://status.acme.example', incidents: [] },
    maintenance: false,
    sentence: () => 'their page says major',
  };
  const providerWord = async () => {
    askedAt.push(Math.round(clock.now()));
    await clock.sleep(pageMs);
    return word;
  };
  const work = async () => {
    const asker = new WordAsker(PAGED, 'failing', { clock, providerWord });
    if (failsEarly) asker.sawFailure();
    await clock.sleep(probeMs);
    const began = clock.now();
    const told = await asker.complete(DOWN, plain, interrupt);
    return {
      told: told.status_page?.description ?? told.status_page?.indicator ?? null,
      waited: Math.round(clock.now() - began),
    };
  };
  return { ...(await clock.drive(work())), askedAt };
}

// The target's attempt may take 3,000 ms.
describe('a status page', () => {
  it('is asked half-way through an attempt that takes long, so that nobody waits for it', async () => {
    expect(await ask(1_000, 3_000)).toMatchObject({ told: 'major', waited: 0, askedAt: [1_500] });
  });

  it('is asked at the first failure, while the retry is still to come', async () => {
    expect(await ask(500, 800, true)).toMatchObject({ told: 'major', waited: 0, askedAt: [0] });
  });

  it('is waited for after a quick failure, but no longer than an attempt may take', async () => {
    expect(await ask(1_000, 10)).toMatchObject({ told: 'major', waited: 1_000 });
    const { told, waited } = await ask(60_000, 10);
    expect(told).toBe('their status page did not answer in time');
    expect(waited).toBeLessThanOrEqual(3_000);
  });

  it('is waited for no longer when the run is interrupted', async () => {
    expect(await ask(60_000, 10, false, AbortSignal.abort('SIGINT'))).toMatchObject({
      told: null,
      waited: 0,
    });
  });

  it('is not asked for a probe that is well in time', async () => {
    const clock = new VirtualClock();
    let asked = 0;
    const providerWord = async () => {
      asked += 1;
      return null;
    };
    const asker = new WordAsker(PAGED, 'failing', { clock, providerWord });
    expect(await clock.drive(asker.complete(result('a', 'up'), plain, NEVER))).toEqual(result('a', 'up'));
    await clock.drive(clock.sleep(10_000));
    expect(asked).toBe(0);
  });
});
