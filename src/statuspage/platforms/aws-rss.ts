/**
 * AWS's feed of one service in one region: an item for each update, so that the newest says how it stands. The state is
 * the beginning of the title. Source: https://status.aws.amazon.com (RSS feeds).
 */

import type { FeedItem } from '../feed.ts';
import type { Indicator } from '../snapshot.ts';
import { blank, type Platform } from './platform.ts';

const STATES: readonly (readonly [RegExp, Indicator])[] = [
  [/^service is operating normally|\[resolved\]/i, 'none'],
  [/^service disruption/i, 'critical'],
  [/^(?:performance issues|service degradation|service impact|informational message)/i, 'minor'],
];

export const awsRss: Platform = {
  knows: (document) =>
    document.type === 'feed' &&
    /^https?:\/\/status\.aws\.amazon\.com\//.test(document.feed.link ?? document.url),
  parse([document]) {
    if (document?.type !== 'feed') return null;
    const { feed } = document;
    const [newest] = feed.items;
    const impact = newest === undefined ? 'none' : stateOf(newest);
    return {
      ...blank('aws-health'),
      indicator: impact,
      description: newest?.title ?? null,
      updatedAt: feed.built,
      incidents:
        newest === undefined || impact === 'none'
          ? []
          : [
              {
                name: newest.title.replace(/^[^:]{1,40}:\s*/, ''),
                status: 'open',
                impact,
                started: newest.published,
                updated: newest.published,
                url: newest.url,
                components: [],
                text: '',
              },
            ],
    };
  },
};

function stateOf({ title }: FeedItem): Indicator {
  return STATES.find(([pattern]) => pattern.test(title))?.[1] ?? 'unknown';
}
