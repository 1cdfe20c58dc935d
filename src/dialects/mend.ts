/**
 * A model that refuses one of the probe's own parameters is no outage: the request is changed and sent again.
 * Temperature needs no row: no dialect ever sends it. Codes and phrases are those of the servers named beside them.
 */

import type { Generate } from '../domain/target.ts';
import { at, isObject, objects, parse, word } from './json.ts';

export interface Mended {
  readonly generate: Generate;
  /** For the verdict, e.g. `this model wants max_completion_tokens; asked again`. */
  readonly note: string;
}

/** The budget is never raised above this, whatever the model asks for: a probe stays cheap. */
const MOST_TOKENS = 256;

/**
 * @param errorBody what came with the refusal (a 400 or 422): text or parsed JSON
 * @returns null when the error is about something else, or when the request is mended so already
 */
export function mend(generate: Generate, errorBody: unknown): Mended | null {
  const complaint = complaintOf(errorBody);
  return (
    wantsLessOptions(generate, complaint) ??
    wantsOtherKey(generate, complaint) ??
    wantsMore(generate, complaint)
  );
}

interface Complaint {
  /** Error code, lower case, or empty. */
  readonly code: string;
  /** The parameters that the error names as the culprit. */
  readonly params: readonly string[];
  readonly text: string;
}

function complaintOf(body: unknown): Complaint {
  const found = typeof body === 'string' ? parse(body) : body;
  const document = Array.isArray(found) ? found[0] : found;
  const error = isObject(at(document).error) ? at(document, 'error') : at(document);
  // FastAPI and Mistral list what is wrong; `loc` ends in the parameter's name.
  const details = [
    ...objects(at(document).detail),
    ...objects(at(document, 'message').detail),
    ...objects(error.message),
  ];
  const located = details.flatMap(({ loc }) => (Array.isArray(loc) ? loc.slice(-1) : []));
  return {
    code: (word(error.code) ?? '').toLowerCase(),
    params: [error.param, ...located].filter((name) => typeof name === 'string'),
    text: typeof body === 'string' ? body : (JSON.stringify(body) ?? ''),
  };
}

/**
 * OpenAI: `Unsupported parameter: 'x'`, `Unrecognized request argument supplied: x`. Pydantic (FastAPI, vLLM,
 * Mistral, Fireworks): `Extra inputs are not permitted`. Azure AI: `Extra parameters ['x'] are not allowed`. LiteLLM: `does not
 * support parameters: ['x']`.
 */
const REFUSED =
  /unsupported|unrecogni[sz]ed|unknown|unexpected|extra (?:inputs|parameters|fields)|not (?:support|permitted|allowed)/i;

/** The error is about this parameter, and says that it must not be there. */
function refuses({ params, text }: Complaint, name: string): boolean {
  if (!REFUSED.test(text)) return false;
  return params.length > 0 ? params.includes(name) : new RegExp(`\\b${name}\\b`).test(text);
}

function wantsLessOptions(generate: Generate, complaint: Complaint): Mended | null {
  if (generate.omit?.includes('stream_options') || !refuses(complaint, 'stream_options')) return null;
  return {
    generate: { ...generate, omit: ['stream_options'] },
    note: 'this server refuses stream_options; asked again without it',
  };
}

function wantsOtherKey(generate: Generate, complaint: Complaint): Mended | null {
  if (generate.dialect !== 'openai-chat') return null;
  const current = generate.maxTokensKey ?? 'max_tokens';
  if (!refuses(complaint, current)) return null;
  const other = current === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  return { generate: { ...generate, maxTokensKey: other }, note: `this model wants ${other}; asked again` };
}

/** `Expected a value >= 16` (OpenAI), `greater than or equal to 16` (Pydantic, AWS), `must be at least 16`. */
const MINIMUM =
  /(?:>=|greater than or equal to|at least|minimum (?:value )?(?:of|is)|below minimum(?: value)? of)\s*`?(\d{1,6})\b/i;
const BUDGET = /max_?(?:completion_|output_|new_)?tokens/i;
/** OpenAI, of reasoning models that spent the budget before the first word: a 400 instead of an empty answer. */
const SPENT = /max_tokens or model output limit was reached/i;

function wantsMore(generate: Generate, complaint: Complaint): Mended | null {
  const wanted = wantedBudget(complaint);
  if (wanted === null || wanted <= generate.maxTokens || wanted > MOST_TOKENS) return null;
  return {
    generate: { ...generate, maxTokens: wanted },
    note: `this model wants a budget of ${wanted} tokens or more; asked again`,
  };
}

function wantedBudget({ code, text }: Complaint): number | null {
  if (SPENT.test(text)) return MOST_TOKENS;
  if (!BUDGET.test(text)) return null;
  const minimum = MINIMUM.exec(text)?.[1];
  if (minimum !== undefined) return Number(minimum);
  // Told that it is too small, but not how small: the smallest budget that OpenAI takes for its responses.
  return code === 'integer_below_min_value' ? 16 : null;
}
