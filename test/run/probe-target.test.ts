import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/domain/target.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import type { Sample, Tools } from '../../src/run/outcome.ts';
import { probeTarget, takeSample } from '../../src/run/probe-target.ts';
import { toAttempt } from '../../src/run/timings.ts';
import { notProbed } from '../../src/run/verdicts.ts';
import { down, judgeBy, marks, observation, STARTED, target, UP, wireError } from './support.ts';

const OVERLOADED = down({ kind: 'overloaded', reason: 'capacity' }, { retryable: true });
const AUTH = down({ kind: 'auth', reason: 'invalid-key' });

/** Tools that give these verdicts one after the other; null: the run has stopped. */
function scripted(verdicts: readonly (Verdict | null)[]) {
  const left = [...verdicts];
  const pauses: number[] = [];
  const asked: string[] = [];
  const tools: Tools = {
    sample: async (probe, why): Promise<Sample | null> => {
      asked.push(`${probe.name} ${why}`);
      const verdict = left.shift() ?? null;
      if (verdict === null) return null;
      const seen = observation();
      return { observation: seen, verdict, attempt: toAttempt(seen, verdict, why, STARTED) };
    },
    mend: () => null,
    pause: async (ms) => {
      pauses.push(ms);
    },
    stopReason: () => 'interrupted',
  };
  return { tools, pauses, asked };
}

describe('a parameter that the model refuses', () => {
  const REFUSED = down({ kind: 'bad-request', reason: 'unsupported' });
  const generate: Target['ask'] = {
    via: 'generate',
    generate: {
      dialect: 'openai-chat',
      stream: false,
      url: 'https://api.example.com/v1/chat/completions',
      headers: [],
      model: 'm',
      prompt: '',
      maxTokens: 1,
    },
  };
  const probe = target('a', { ask: generate, retries: 0 });
  const mended = { target: { ...probe, name: 'mended' }, note: 'asked again without it' };

  it('is left out, once, and no try is spent on it', async () => {
    const { tools, asked } = scripted([REFUSED, UP]);
    const outcome = await probeTarget(probe, { ...tools, mend: () => mended });
    expect(asked).toEqual(['a first', 'mended mended']);
    expect(outcome.verdict).toMatchObject({ state: 'up', notes: ['asked again without it'] });
    expect(outcome.target).toBe(probe);
  });

  it('is not chased round and round', async () => {
    const { tools, asked } = scripted([REFUSED, REFUSED, UP]);
    const outcome = await probeTarget(probe, { ...tools, mend: () => mended });
    expect(asked).toHaveLength(2);
    expect(outcome.verdict.failure).toEqual(REFUSED.failure);
  });

  it('is the verdict where the answer complains of something else', async () => {
    const { tools, asked } = scripted([REFUSED, UP]);
    const outcome = await probeTarget(probe, tools);
    expect(asked).toHaveLength(1);
    expect(outcome.verdict).toEqual(REFUSED);
  });
});

describe('retries', () => {
  it('keeps every attempt, and calls a late success flaky', async () => {
    const { tools, pauses } = scripted([OVERLOADED, OVERLOADED, UP]);
    const outcome = await probeTarget(target('a', { retries: 2 }), tools);
    expect(outcome.attempts.map(({ state, why }) => [state, why])).toEqual([
      ['down', 'first'],
      ['down', 'retry'],
      ['up', 'retry'],
    ]);
    expect(outcome.verdict).toMatchObject({
      state: 'degraded',
      failure: { kind: 'degraded', reason: 'flaky' },
    });
    expect(outcome.verdict.message).toContain('overloaded capacity');
    expect(pauses).toEqual([500, 1_000]);
  });

  it('does not repeat what cannot change', async () => {
    const { tools, asked } = scripted([AUTH, UP]);
    const outcome = await probeTarget(target('a', { retries: 2 }), tools);
    expect(outcome.verdict).toEqual(AUTH);
    expect(asked).toHaveLength(1);
  });

  it('lets the verdict stand and says when to come back after a long wait', async () => {
    const { tools, pauses } = scripted([{ ...OVERLOADED, retryAfterMs: 90_000 }, UP]);
    const { verdict } = await probeTarget(target('a', { retries: 2 }), tools);
    expect(verdict.state).toBe('down');
    expect(verdict.hint).toBe('look there Not tried again in this run: come back in 1 m 30 s.');
    expect(pauses).toEqual([]);
  });

  it('keeps a slow answer slow, and notes what went before', async () => {
    const slow = down({ kind: 'degraded', reason: 'slow' }, { state: 'degraded', retryable: false });
    const { verdict } = await probeTarget(target('a', { retries: 1 }), scripted([OVERLOADED, slow]).tools);
    expect(verdict.failure?.reason).toBe('slow');
    expect(verdict.notes).toHaveLength(1);
  });
});

describe('a run that stops', () => {
  it('skips a probe that had not begun, or was cut in its first attempt', async () => {
    const unbegun = await probeTarget(target('a'), scripted([null]).tools);
    expect([unbegun.verdict.state, unbegun.attempts.length]).toEqual(['skipped', 0]);
    const cut = await probeTarget(target('a'), scripted([notProbed('interrupted')]).tools);
    expect([cut.verdict.state, cut.attempts.length]).toEqual(['skipped', 1]);
  });

  it('keeps the verdict of a finished attempt, and says that the retry is missing', async () => {
    const { verdict } = await probeTarget(target('a', { retries: 1 }), scripted([OVERLOADED, null]).tools);
    expect(verdict.state).toBe('down');
    expect(verdict.notes).toEqual(['not tried again: the run was interrupted']);
  });

  it('asks nothing for a probe that the plan leaves out', async () => {
    const { tools, asked } = scripted([UP]);
    const skip = { kind: 'config', reason: 'missing-env', message: '$KEY is not set' } as const;
    const { verdict } = await probeTarget(target('a', { skip }), tools);
    expect(verdict).toMatchObject({ state: 'skipped', failure: { kind: 'config', reason: 'missing-env' } });
    expect(asked).toEqual([]);
  });
});

describe('the ladder', () => {
  const rung = (check: Target['check']) => target(check, { check });
  const chat = target('chat', { check: 'chat', ladder: [rung('reach'), rung('models')] });
  const EMPTY = down({ kind: 'stream', reason: 'empty' }, { retryable: false });

  it('names the deepest check that works, and an engine that generates nothing as such', async () => {
    const { tools, asked } = scripted([EMPTY, UP]);
    const outcome = await probeTarget(chat, tools);
    expect(outcome.deepestOk).toBe('models');
    expect(outcome.verdict.message).toMatch(
      /: the service is alive \(models answers\) but generates nothing$/,
    );
    expect(outcome.attempts).toHaveLength(1);
    expect(asked).toEqual(['chat first', 'models first']);
  });

  it('goes down rung by rung, each once', async () => {
    const { tools, asked } = scripted([AUTH, AUTH, UP]);
    const outcome = await probeTarget(chat, tools);
    expect(outcome.deepestOk).toBe('reach');
    expect(outcome.verdict.notes).toEqual(['reach still works']);
    expect(asked).toEqual(['chat first', 'models first', 'reach first']);
  });

  it('takes over the nearest names where the list does not know the model either', async () => {
    const UNKNOWN = down({ kind: 'not-found', reason: 'model' }, { hint: 'take another' });
    const LISTED = { ...UNKNOWN, hint: 'the nearest: gpt-demo' };
    const outcome = await probeTarget(chat, scripted([UNKNOWN, LISTED, UP]).tools);
    expect(outcome.verdict.hint).toBe('the nearest: gpt-demo');
    expect(outcome.deepestOk).toBe('reach');
  });

  it('stays null where nothing works', async () => {
    expect((await probeTarget(chat, scripted([AUTH, AUTH, AUTH]).tools)).deepestOk).toBeNull();
  });

  it('is not climbed by a probe that is up, or that had no connection', async () => {
    const healthy = scripted([UP]);
    await probeTarget(chat, healthy.tools);
    expect(healthy.asked).toHaveLength(1);
    const asked: string[] = [];
    const seen = observation({ marks: marks({ connect: null }) });
    await probeTarget(chat, {
      ...healthy.tools,
      sample: async (probe, why) => {
        asked.push(probe.name);
        return { observation: seen, verdict: EMPTY, attempt: toAttempt(seen, EMPTY, why, STARTED) };
      },
    });
    expect(asked).toEqual(['chat']);
  });
});

describe('takeSample', () => {
  const hooks = { waiting: () => {}, working: () => {} };
  const { signal } = new AbortController();
  const judge = judgeBy(() => UP);

  it('takes an abort for no verdict', async () => {
    const attempt = async () => observation({ error: wireError('ABORTED') });
    const sample = await takeSample(target('a'), 'first', STARTED, { attempt, judge, hooks, signal });
    expect(sample.verdict.state).toBe('skipped');
  });

  it('calls a throw in the attempt or in the judgement our own bug', async () => {
    const rejecting = async () => Promise.reject(new TypeError('x is undefined'));
    const first = await takeSample(target('a'), 'first', STARTED, {
      attempt: rejecting,
      judge,
      hooks,
      signal,
    });
    expect(first.verdict).toMatchObject({
      state: 'unknown',
      failure: { kind: 'internal', reason: 'bug' },
      fault: 'local',
    });
    expect(first.verdict.message).toContain('TypeError: x is undefined');
    expect(first.attempt).toMatchObject({ started: STARTED, total_ms: 0 });
    const throwing = judgeBy(() => {
      throw new Error('no rule');
    });
    const by = { attempt: async () => observation(), judge: throwing, hooks, signal };
    expect((await takeSample(target('a'), 'first', STARTED, by)).verdict.failure?.kind).toBe('internal');
  });
});
