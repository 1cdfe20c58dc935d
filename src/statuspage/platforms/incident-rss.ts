/**
 * Feeds of incidents with one item for each: OnlineOrNot, xAI, Statuspage's history, Better Stack. What is open shows
 * in a category (xAI), in "Status: ACTIVE" or the first emphasised word of the description (the newest update stands
 * first), or in a prefix of the title. A feed whose newest item says none of these is not understood.
 */

import type { StatusDocument } from '../document.ts';
import type { FeedItem } from '../feed.ts';
import { plain } from '../markup.ts';
import type { Indicator, StatusIncident, StatusMaintenance } from '../snapshot.ts';
import { weight, worst } from '../snapshot.ts';
import { componentIndicator, isOver } from '../words.ts';
import { blank, type Platform } from './platform.ts';

const INCIDENT = [
  'active',
  'ongoing',
  'investigating',
  'identified',
  'monitoring',
  'update',
  'resolved',
  'postmortem',
];
const MAINTENANCE = ['scheduled', 'in progress', 'verifying', 'completed'];
const WORDS = [...INCIDENT, ...MAINTENANCE].join('|');

const MARKS: readonly RegExp[] = [
  new RegExp(`\\bstatus:\\s{0,9}(${WORDS})\\b`, 'i'),
  new RegExp(`<(?:strong|b)>\\s{0,9}(${WORDS})\\b`, 'i'),
];
const TITLE = new RegExp(`^\\[(${WORDS})\\]|\\b(went down|recovered)$`, 'i');
const SEVERITY = /\bseverity:\s{0,9}([a-z_ ]{1,20})/i;

/** `[API] Elevated latency`: the component stands before the title, unless it is the state. */
const COMPONENT = /^\[([^\]]{1,80})\]\s{0,9}(?=\S)/;

function isState(word: string): boolean {
  return INCIDENT.includes(word) || MAINTENANCE.includes(word);
}

interface ReadItem {
  readonly item: FeedItem;
  readonly status: string | null;
}

export const incidentRss: Platform = {
  knows: (document) => document.type === 'feed',
  parse([document]) {
    if (document?.type !== 'feed') return null;
    const { feed } = document;
    const read = feed.items.map((item) => ({ item, status: statusOf(item) }));
    const open = newestOfEach(read).filter(
      ({ status }) => status !== null && !isOver(status) && status !== 'recovered',
    );
    const incidents = open.filter(({ status }) => !isMaintenance(status)).map(incident);
    const understood = read[0] === undefined || read[0].status !== null;
    return {
      ...blank(isOnlineOrNot(document) ? 'onlineornot' : 'rss'),
      indicator: worst([understood ? 'none' : 'unknown', ...incidents.map(weight)]),
      updatedAt: feed.built,
      incidents,
      maintenances: open.filter(({ status }) => isMaintenance(status)).map(maintenance),
    };
  },
};

function isOnlineOrNot({ url }: StatusDocument): boolean {
  return url.endsWith('/incidents.rss');
}

function statusOf({ title, html, categories }: FeedItem): string | null {
  const category = categories.find(isState);
  const marked = MARKS.map((pattern) => pattern.exec(html)?.[1]).find((found) => found !== undefined);
  const [, prefix, ending] = TITLE.exec(title) ?? [];
  return (category ?? marked ?? prefix ?? ending)?.toLowerCase() ?? null;
}

/** Better Stack repeats an item for each change, the newest first. */
function newestOfEach(read: readonly ReadItem[]): ReadItem[] {
  const seen = new Set<string>();
  return read.filter(({ item }) => {
    const subject = item.url ?? item.title.replace(/\s(?:went down|recovered)$/i, '');
    if (seen.has(subject)) return false;
    seen.add(subject);
    return true;
  });
}

function isMaintenance(status: string | null): boolean {
  return status !== null && MAINTENANCE.includes(status);
}

function incident({ item, status }: ReadItem): StatusIncident {
  const component = COMPONENT.exec(item.title)?.[1];
  const named = component !== undefined && !isState(component.toLowerCase());
  return {
    name: item.title.replace(COMPONENT, ''),
    status,
    impact: impactOf(item),
    started: item.published,
    updated: item.published,
    url: item.url,
    components: named ? [{ id: null, name: component }] : [],
    text: plain(item.html),
  };
}

function impactOf({ html }: FeedItem): Indicator {
  const severity = SEVERITY.exec(html)?.[1]?.trim().toLowerCase();
  if (severity === undefined) return 'unknown';
  return severity === 'outage' ? 'critical' : componentIndicator(severity);
}

function maintenance({ item, status }: ReadItem): StatusMaintenance {
  return {
    name: item.title.replace(COMPONENT, ''),
    status: status === 'scheduled' ? 'scheduled' : 'in_progress',
    starts: null,
    ends: null,
    components: [],
  };
}
