/** The whole table in its order: what this side did, the transport, the edge, the provider, codes, words, the status, the answer, the expectations. */

import type { Provider } from '../../domain/provider.ts';
import { providerRules } from '../provider-rules.ts';
import type { Rule, Stage } from '../rule.ts';
import { ANSWER_RULES, EXPECTATION_RULES, MODELS_RULES } from './answer.ts';
import { CLIENT_CODES } from './codes-client.ts';
import { FAILURE_CODES, STATE_CODES } from './codes-service.ts';
import { CONNECT_RULES, REQUEST_RULES } from './connect.ts';
import { DNS_RULES } from './dns.ts';
import { EDGE_REFUSAL_RULES, EDGE_RULES } from './edge.ts';
import { CLOUDFLARE_RULES, ORIGIN_RULES } from './edge-cloudflare.ts';
import { GATEWAY_RULES } from './gateway.ts';
import { NOTHING_RULES, PROBER_RULES, PROXIED_RULES, PROXY_RULES } from './local.ts';
import { PAGE_RULES } from './pages.ts';
import { CLIENT_WORDS } from './prose-client.ts';
import { STATE_WORDS } from './prose-service.ts';
import { BODY_RULES, LAST_RULES, PROTOCOL_RULES, REDIRECT_RULES, UNFOLLOWED_RULES } from './protocol.ts';
import { SERVER_PAGE_RULES } from './server-pages.ts';
import { STATUS_RULES } from './status.ts';
import { TLS_RULES } from './tls.ts';

/** Before anything that came back is looked at. */
const TRANSPORT: readonly Stage[] = [
  { name: 'prober', gate: { broken: true }, rules: PROBER_RULES },
  {
    name: 'wire',
    gate: { broken: true },
    rules: [
      ...PROXY_RULES,
      ...DNS_RULES,
      ...TLS_RULES,
      ...CONNECT_RULES,
      ...REDIRECT_RULES,
      ...PROTOCOL_RULES,
      ...REQUEST_RULES,
      ...BODY_RULES,
      ...LAST_RULES,
    ],
  },
  { name: 'nothing', gate: { broken: false, answered: false }, rules: NOTHING_RULES },
];

/** Marks of what stands in front of the service, on any status that the user did not name as a good one. */
const EDGE: readonly Stage[] = [
  { name: 'proxied', gate: { answered: true, settled: false }, rules: PROXIED_RULES },
  { name: 'redirect', gate: { accepted: false, status: [{ from: 300, to: 399 }] }, rules: UNFOLLOWED_RULES },
  {
    name: 'edge',
    gate: { answered: true, settled: false, page: true },
    rules: [...CLOUDFLARE_RULES, ...EDGE_RULES, ...SERVER_PAGE_RULES, ...PAGE_RULES, ...EDGE_REFUSAL_RULES],
  },
];

const BODY: Stage = {
  name: 'error body',
  gate: { failing: true },
  rules: [
    ...STATE_CODES,
    ...CLIENT_CODES,
    ...FAILURE_CODES,
    ...STATE_WORDS,
    ...CLIENT_WORDS,
    ...GATEWAY_RULES,
  ],
};
const STATUS: Stage = { name: 'status', gate: { failing: true }, rules: [...ORIGIN_RULES, ...STATUS_RULES] };

export const EXPECTATION_STAGES: readonly Stage[] = [
  { name: 'expectations', gate: {}, rules: EXPECTATION_RULES },
];

const ANSWER: readonly Stage[] = [
  { name: 'answer', gate: { generates: true, status: [{ from: 200, to: 299 }] }, rules: ANSWER_RULES },
  { name: 'models', gate: { check: ['models'], status: [{ from: 200, to: 299 }] }, rules: MODELS_RULES },
  ...EXPECTATION_STAGES,
];

/** The stages that do not depend on the provider. */
export const COMMON_STAGES: readonly Stage[] = [...TRANSPORT, ...EDGE, BODY, STATUS, ...ANSWER];

const BY_PROVIDER = new WeakMap<Provider, readonly Stage[]>();

export function stagesFor(provider: Provider | null): readonly Stage[] {
  if (provider === null) return COMMON_STAGES;
  const known = BY_PROVIDER.get(provider);
  if (known !== undefined) return known;
  const { specific, byStatus } = providerRules(provider);
  const stages = [
    ...TRANSPORT,
    ...EDGE,
    stage('provider', specific),
    BODY,
    stage('provider status', byStatus),
    STATUS,
    ...ANSWER,
  ];
  BY_PROVIDER.set(provider, stages);
  return stages;
}

function stage(name: string, rules: readonly Rule[]): Stage {
  return { name, gate: { answered: true, settled: false }, rules };
}
