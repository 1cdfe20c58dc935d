/**
 * Azure's feed: only what is wide enough to be published; empty when nothing is. It names neither a severity nor
 * services, except in its prose. Source: https://azure.status.microsoft/en-us/status.
 */

import { plain } from '../markup.ts';
import { weight, worst } from '../snapshot.ts';
import { blank, type Platform } from './platform.ts';

const OVER = /\b(?:resolved|mitigated)\b/i;

export const azureRss: Platform = {
  knows: (document) =>
    document.type === 'feed' &&
    (/^azure status\b/i.test(document.feed.title) || /\bazure\.status\.microsoft\b/.test(document.url)),
  parse([document]) {
    if (document?.type !== 'feed') return null;
    const { feed } = document;
    const incidents = feed.items
      .filter(({ title }) => !OVER.test(title))
      .map((item) => ({
        name: item.title,
        status: null,
        impact: 'unknown' as const,
        started: item.published,
        updated: item.published,
        url: item.url,
        components: [],
        text: `${item.title} ${plain(item.html)}`,
      }));
    return {
      ...blank('azure-rss'),
      indicator: worst(incidents.map(weight)),
      updatedAt: feed.built,
      covers: 'cloud',
      incidents,
    };
  },
};
