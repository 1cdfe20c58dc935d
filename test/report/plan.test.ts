import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/domain/plan.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { ToRequest } from '../../src/report/curl.ts';
import { type PlanView, renderPlan } from '../../src/report/plan.ts';
import { expectGolden } from '../support/golden.ts';
import { httpTarget, tcpTarget } from '../support/target.ts';

const STYLE = {
  width: 100,
  color: 0,
  unicode: true,
  verbose: false,
  now: 0,
  policy: DEFAULT_POLICY,
} as const;

const KEY = new Secret('sk-very-secret');

const PLAN: Plan = {
  targets: [
    httpTarget('https://api.example.com/health', { name: 'health' }),
    httpTarget('https://api.anthropic.com/v1/messages', {
      name: 'claude',
      check: 'chat',
      retries: 1,
      redirects: 0,
      ask: {
        via: 'generate',
        generate: {
          dialect: 'anthropic',
          stream: false,
          url: 'https://api.anthropic.com/v1/messages',
          headers: [['x-api-key', KEY]],
          model: 'claude-haiku-4-5',
          prompt: "it's",
          maxTokens: 16,
        },
      },
    }),
    tcpTarget('10.0.0.8', 6333, { optional: true }),
    httpTarget('https://api.groq.com', {
      name: 'groq',
      skip: { kind: 'config', reason: 'missing-env', message: 'GROQ_API_KEY is not set' },
    }),
  ],
  groups: [{ name: 'chat', probes: ['claude', 'groq'], require: 1 }],
  control: [],
  secrets: [KEY],
  settings: new Map([
    [
      'claude',
      [
        { key: 'timeout.total', value: '10 s', origin: 'defaults (probes.yaml:3)' },
        { key: 'key', value: '***', origin: '$ANTHROPIC_API_KEY' },
        { key: 'model', value: 'claude-haiku-4-5', origin: 'probes.yaml:12' },
        { key: 'base_url', value: 'https://u:sk-very-secret@a.example', origin: 'catalogue\u001b[2J' },
      ],
    ],
  ]),
  warnings: ['two probes ask the same URL'],
};

const toRequest: ToRequest = (generate) => ({
  method: 'POST',
  url: generate.url,
  headers: [...generate.headers, ['content-type', 'application/json']],
  body: JSON.stringify({
    model: generate.model,
    max_tokens: generate.maxTokens,
    messages: [generate.prompt],
  }),
});

const VIEW: PlanView = {
  toRequest,
  cost: ({ ask }) =>
    ask.via === 'generate' ? { input: 12, output: ask.generate.maxTokens } : { input: 0, output: 0 },
};

describe('plan', () => {
  it('shows settings, origins, requests and cost', () => {
    expectGolden('report/plan-100.txt', renderPlan(PLAN, STYLE, VIEW));
  });

  it('holds no secret and no escape sequence', () => {
    const printed = renderPlan(PLAN, STYLE, VIEW);
    expect(printed).not.toContain('very-secret');
    expect(printed).not.toContain('\u001b');
  });

  it('counts what a run may cost, retries included', () => {
    expect(renderPlan(PLAN, STYLE, VIEW)).toContain('3 probes: about 28 tokens, 56 with all retries');
    const free = { ...PLAN, targets: PLAN.targets.slice(0, 1) };
    expect(renderPlan(free, STYLE, VIEW)).toContain('1 probe: no tokens.');
  });
});
