/** Rows for pages that stand in for the service: maintenance, geo blocks. */

import { anyOf, on, type Rule } from '../rule.ts';

const WORDS =
  'the words that such pages use; Apache\'s standing 503 phrase "maintenance downtime or capacity problems" is none';

/** `maintenance downtime or capacity` is what Apache says on every 503. */
const MAINTENANCE_WORDS = [
  'under maintenance',
  'undergoing maintenance',
  'undergoing scheduled maintenance',
  'undergoing planned maintenance',
  'down for maintenance',
  'down for scheduled maintenance',
  'scheduled maintenance',
  'planned maintenance',
  'maintenance mode',
  'performing maintenance',
  'currently in maintenance',
  'maintenance in progress',
  'maintenance work',
  'be back soon',
  'back online soon',
  'be right back',
  'back shortly',
  'scheduled downtime',
  'planned downtime',
];
const MAINTENANCE_TITLE =
  /\bmaintenance\b(?! downtime or)|we(?:'|’|&#39;)ll be back|be (?:right )?back (?:soon|shortly)/i;
const STRICT_TITLE =
  /^(?:(?:site |service |website |system )?(?:is )?(?:currently )?(?:down for |under(?:going)? |in )(?:scheduled |planned )?maintenance|(?:site |scheduled |planned )?maintenance(?: mode| page)?|we(?:'|’|&#39;)ll be (?:right )?back.{0,30})$/i;

const GEO = "https://ai.google.dev/gemini-api/docs/troubleshooting and OpenAI's list of error codes";

/** How services and their CDNs say that a country is not served. */
export const GEO_WORDS = [
  'user location is not supported',
  'country, region, or territory not supported',
  'not available in your country',
  'not available in your region',
  'not supported in your country',
  'not supported in your region',
  'access from your country',
] as const;

export const PAGE_RULES: readonly Rule[] = [
  {
    id: 'maintenance.page-title',
    when: { failing: true, status: anyOf(500, 502, 503, 504), content: ['html'], title: MAINTENANCE_TITLE },
    class: 'maintenance.page',
    source: WORDS,
  },
  {
    id: 'maintenance.page-words',
    when: { failing: true, status: on(503), content: ['html', 'text'], body: MAINTENANCE_WORDS },
    class: 'maintenance.page',
    source: WORDS,
  },
  {
    id: 'maintenance.page-for-api',
    when: { status: on(200, 299), due: 'json', content: ['html'], body: MAINTENANCE_WORDS },
    class: 'maintenance.page',
    source: WORDS,
  },
  {
    id: 'maintenance.page-for-stream',
    when: { status: on(200, 299), generates: true, content: ['html'], body: MAINTENANCE_WORDS },
    class: 'maintenance.page',
    source: WORDS,
  },
  {
    id: 'maintenance.page-200',
    when: { status: on(200, 299), content: ['html'], title: STRICT_TITLE },
    class: 'maintenance.page',
    source: WORDS,
  },
  {
    id: 'maintenance.announced',
    when: { failing: true, status: anyOf(500, 502, 503), content: ['json'], says: MAINTENANCE_WORDS },
    class: 'maintenance.announced',
    source: WORDS,
  },
  {
    id: 'blocked.geo-page',
    when: { failing: true, status: on(400, 499), content: ['html', 'text', 'xml'], body: GEO_WORDS },
    class: 'blocked.geo',
    source: GEO,
  },
];
