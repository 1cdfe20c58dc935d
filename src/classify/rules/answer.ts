/** Rows for what a model answered in a 2xx, and for expectations. */

import type { Rule } from '../rule.ts';

const DUE = 'the API speaks JSON or an event stream here';
const CLIENTS =
  'official clients accept such streams without a word, so a prober must demand both the end marker and a finish reason';
const FILTERS =
  'finish reasons content_filter, SAFETY, RECITATION and the like; a refusal by the model itself is an answer';

/** The body says which status it stands for; a page in place of an answer comes first. */
export const ANSWER_RULES: readonly Rule[] = [
  { id: 'answer.page', when: { content: ['html'] }, class: 'mismatch.content-type', source: DUE },
  {
    id: 'answer.filtered',
    when: { filtered: /^(?!.*refus)./i },
    class: 'bad-request.content-filter',
    source: FILTERS,
  },
  {
    id: 'answer.finish-filter',
    when: {
      finish:
        /^(content_filter|content_filtered|safety|recitation|prohibited_content|blocklist|spii|error_toxic|guardrail_intervened)$/i,
      tokens: 'none',
    },
    class: 'bad-request.content-filter',
    source: FILTERS,
  },
  {
    id: 'answer.finish-error',
    when: { finish: /^error$/i },
    class: 'stream.error-event',
    source: 'https://openrouter.ai/docs/api/reference/errors-and-debugging',
  },
  {
    id: 'answer.document-for-stream',
    when: { streamAsked: true, oneDocument: true },
    class: 'mismatch.content-type',
    source: DUE,
  },
  {
    id: 'answer.endless-line',
    when: { malformed: /\bover \d+ [KM]iB\b/ },
    class: 'protocol.too-large',
    source: 'own cap on a line of a stream',
  },
  {
    id: 'answer.refused',
    when: { filtered: /refus/i },
    class: 'up',
    detail: 'the model refused to answer',
    source: FILTERS,
  },
  {
    id: 'answer.stream-nothing',
    when: { streamAsked: true, content: ['empty'] },
    class: 'stream.empty',
    source: CLIENTS,
  },
  {
    id: 'answer.stream-malformed',
    when: { streamed: true, malformed: /./ },
    class: 'stream.malformed',
    source: 'the framing of the API family',
  },
  {
    id: 'answer.empty-body',
    when: { streamed: false, content: ['empty'] },
    class: 'mismatch.json',
    source: DUE,
  },
  {
    id: 'answer.no-json',
    when: { streamed: false, content: ['text', 'xml'] },
    class: 'mismatch.json',
    source: DUE,
  },
  {
    id: 'answer.document-malformed',
    when: { streamed: false, malformed: /./ },
    class: 'mismatch.json',
    source: 'what the API family demands of an answer',
  },
  { id: 'answer.empty', when: { tokens: 'none' }, class: 'stream.empty', source: CLIENTS },
  {
    id: 'answer.truncated',
    when: { streamed: true, endMarker: false, finish: /^$/ },
    class: 'stream.truncated',
    source: CLIENTS,
  },
];

export const MODELS_RULES: readonly Rule[] = [
  { id: 'models.page', when: { content: ['html'] }, class: 'mismatch.content-type', source: DUE },
  { id: 'models.no-json', when: { content: ['empty', 'text', 'xml'] }, class: 'mismatch.json', source: DUE },
  {
    id: 'models.no-list',
    when: { listless: true },
    class: 'mismatch.json',
    detail: 'the answer has no list of models where this API keeps it',
    source: 'the catalogue: models.list',
  },
  {
    id: 'models.unlisted',
    when: { unlisted: true },
    class: 'not-found.model',
    detail: 'it is not in the list of models',
    source: "the provider's own model list",
  },
];

const EXPECT = "the probe's expectations";

/** The answer may be good: it is the pattern that cannot tell. */
const TOO_SLOW = {
  fault: 'client',
  hint: 'Write the pattern without repetitions inside of repetitions, so that it needs no long search.',
  source: 'measured: a pattern that backtracks takes twice as long for each character more',
} as const;

export const EXPECTATION_RULES: readonly Rule[] = [
  {
    id: 'expect.slow-header',
    when: { unmet: 'header', undecided: true },
    class: 'mismatch.header',
    ...TOO_SLOW,
  },
  { id: 'expect.slow-body', when: { unmet: 'body', undecided: true }, class: 'mismatch.body', ...TOO_SLOW },
  {
    id: 'expect.slow-json',
    when: { unmet: 'json', undecided: true },
    class: 'mismatch.json',
    ...TOO_SLOW,
    hint: 'Write a narrower path, with fewer ".." and without repetitions inside of repetitions, so that it needs no long search.',
  },
  { id: 'expect.status', when: { unmet: 'status' }, class: 'mismatch.status', source: EXPECT },
  {
    id: 'expect.content-type',
    when: { unmet: 'content-type' },
    class: 'mismatch.content-type',
    source: EXPECT,
  },
  { id: 'expect.header', when: { unmet: 'header' }, class: 'mismatch.header', source: EXPECT },
  { id: 'expect.body', when: { unmet: 'body' }, class: 'mismatch.body', source: EXPECT },
  { id: 'expect.json', when: { unmet: 'json' }, class: 'mismatch.json', source: EXPECT },
  { id: 'expect.cert-days', when: { unmet: 'cert-days' }, class: 'mismatch.cert-days', source: EXPECT },
];
