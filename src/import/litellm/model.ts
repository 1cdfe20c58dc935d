/** One entry of `model_list` as a probe of the provider behind it. */

import type { Check, PlacedProbe, ProbeDraft } from '../draft.ts';
import { durationAt, secondsAt } from '../durations.ts';
import type { Ledger } from '../ledger.ts';
import { headerText, literal, urlText } from '../secrets.ts';
import { type MapItem, textOf } from '../value.ts';
import { isReachOnly, routeOf } from './providers.ts';
import { settingAt, textOrVariable } from './variables.ts';

export function readModel(entry: MapItem, ledger: Ledger): PlacedProbe | null {
  const params = entry.map('litellm_params');
  const info = entry.map('model_info');
  const written = params === undefined ? undefined : settingAt(params, 'model', ledger);
  if (params === undefined || written === undefined) {
    ledger.note(entry.origin, 'it names no model and is left out');
    entry.plain();
    return null;
  }
  const base = settingAt(params, 'api_base', ledger) ?? settingAt(params, 'base_url', ledger);
  const route = routeOf(written, params.text('custom_llm_provider'), base !== undefined);
  if ('unknown' in route) {
    ledger.note(
      entry.origin,
      `"${route.unknown}" is no provider of the catalogue: the model is left out (see "providers:")`,
    );
    entry.plain();
    return null;
  }
  const { provider } = route;
  const alias = entry.text('model_name');
  const name = ledger.nameFor(alias, alias === undefined ? undefined : `${alias} (${provider})`, written);
  const check = checkOf(route.model, info, provider, entry, ledger);
  const keyed = check !== 'reach';
  info?.skip('id', 'base_model', 'db_model');
  const key = textOrVariable(
    params,
    'api_key',
    ledger,
    `${name} api key`,
    `the API key for ${name} (${provider})`,
  );
  return {
    origin: entry.origin,
    probe: {
      name,
      provider,
      base_url: base === undefined ? undefined : urlText(ledger, name, baseUrl(base, provider)),
      variables: variablesOf(params, provider, ledger),
      check,
      model: keyed && !isWildcard(route.model) ? route.model : undefined,
      key: keyed ? (key ?? awsKey(params, ledger)) : undefined,
      headers: headersOf(params, ledger, name),
      timeout: timeoutOf(params, ledger),
      retries: retriesOf(params),
      tags: tagsOf(info),
    },
  };
}

const MODES: Readonly<Record<string, Check>> = {
  chat: 'chat',
  completion: 'chat',
  responses: 'chat',
  embedding: 'embeddings',
};

function checkOf(
  model: string,
  info: MapItem | undefined,
  provider: string,
  entry: MapItem,
  ledger: Ledger,
): Check {
  const mode = info?.text('mode') ?? (/embed/i.test(model) ? 'embedding' : 'chat');
  const deep = MODES[mode];
  if (deep === undefined) {
    ledger.note(entry.origin, `the mode "${mode}" has no check: only whether ${provider} answers is asked`);
    return 'reach';
  }
  if (isReachOnly(provider)) {
    ledger.note(entry.origin, `only whether ${provider} answers is asked`);
    return 'reach';
  }
  if (!isWildcard(model)) return deep;
  ledger.note(entry.origin, `"${model}" stands for many models: the list of models is asked for`);
  return 'models';
}

function isWildcard(model: string): boolean {
  return model.includes('*');
}

/** Azure's address is that of the resource; the catalogue's paths begin below `/openai`. */
function baseUrl(base: string, provider: string): string {
  if (provider !== 'azure-openai') return base;
  const bare = base.replace(/\/+$/, '');
  return /\/openai(?:\/v1)?$/.test(bare) ? bare : `${bare}/openai`;
}

const VARIABLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bedrock: { aws_region_name: 'region' },
  vertex: { vertex_project: 'project', vertex_location: 'location' },
};

function variablesOf(params: MapItem, provider: string, ledger: Ledger): ProbeDraft['variables'] {
  const entries = Object.entries(VARIABLES[provider] ?? {}).flatMap(([key, variable]): [string, string][] => {
    const value = settingAt(params, key, ledger);
    return value === undefined ? [] : [[variable, value]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Signing keys are read from the environment alone. */
function awsKey(params: MapItem, ledger: Ledger): undefined {
  const usual = {
    aws_access_key_id: 'AWS_ACCESS_KEY_ID',
    aws_secret_access_key: 'AWS_SECRET_ACCESS_KEY',
    aws_session_token: 'AWS_SESSION_TOKEN',
  };
  for (const [key, variable] of Object.entries(usual)) {
    const text = params.text(key);
    if (text === undefined || text === `os.environ/${variable}`) continue;
    if (!text.startsWith('os.environ/')) ledger.forget(text);
    ledger.note(params.origin, `put "${key}" into the variable ${variable}`);
  }
  return undefined;
}

function headersOf(params: MapItem, ledger: Ledger, name: string): Record<string, string> | undefined {
  const headers = new Map<string, string>();
  const organization = settingAt(params, 'organization', ledger);
  if (organization !== undefined) headers.set('openai-organization', organization);
  for (const key of ['headers', 'extra_headers']) {
    const extra = params.map(key);
    for (const header of extra?.all.keys() ?? []) {
      const value = textOf(extra?.get(header)) ?? '';
      const variable = /^os\.environ\/(\w+)$/.exec(value)?.[1];
      const text =
        variable === undefined
          ? headerText(ledger, name, header, literal(value))
          : ledger.reference(variable, 'the same as for LiteLLM');
      headers.set(header.toLowerCase(), text);
    }
  }
  return headers.size === 0 ? undefined : Object.fromEntries(headers);
}

/** Seconds, as a number. */
function timeoutOf(params: MapItem, ledger: Ledger): string | undefined {
  return params.number('timeout') === undefined
    ? durationAt(params, 'timeout', ledger)
    : secondsAt(params, 'timeout', ledger);
}

function retriesOf(params: MapItem): number | undefined {
  const retries = params.number('max_retries') ?? params.number('num_retries');
  return retries === undefined || retries < 0 ? undefined : Math.min(Math.trunc(retries), 10);
}

function tagsOf(info: MapItem | undefined): string[] | undefined {
  const tags = info?.texts('tags')?.map(literal);
  return tags === undefined || tags.length === 0 ? undefined : tags;
}
