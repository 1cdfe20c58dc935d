/**
 * Rootly's public status: Statuspage's words under a path of its own, without ids or components.
 * Source: https://docs.rootly.com/configuration/status-page-public-api.
 */

import { instant, latest } from '../times.ts';
import { at, httpUrl, id, isObject, type Json, objects, text, word } from '../values.ts';
import { indicator, isOver } from '../words.ts';
import { blank, jsonOf, type Platform } from './platform.ts';

function isRootly(value: unknown): value is Json {
  return (
    isObject(value) &&
    isObject(value.page) &&
    typeof at(value, 'status').indicator === 'string' &&
    id(at(value, 'page').id) === null
  );
}

export const rootly: Platform = {
  knows: (document) => isRootly(jsonOf(document)),
  parse([document]) {
    const page = jsonOf(document);
    if (!isRootly(page)) return null;
    const incidents = objects(page.incidents)
      .filter(({ status }) => !isOver(status))
      .map((incident) => ({
        name: text(incident.name) ?? text(incident.title) ?? 'Incident',
        status: word(incident.status),
        impact: indicator(incident.impact),
        started: instant(incident.started_at) ?? instant(incident.created_at),
        updated: instant(incident.updated_at),
        url: httpUrl(incident.shortlink) ?? httpUrl(incident.url),
        components: [],
        text: '',
      }));
    return {
      ...blank('rootly'),
      indicator: indicator(at(page, 'status').indicator),
      description: text(at(page, 'status').description),
      updatedAt: latest([instant(at(page, 'page').updated_at), ...incidents.map(({ updated }) => updated)]),
      incidents,
    };
  },
};
