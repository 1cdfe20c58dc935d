import { describe, expect, it } from 'vitest';
import * as pages from '../../src/demo/ai/status-pages.ts';
import type { Behaviour } from '../../src/demo/stand-in.ts';
import { withServer } from '../support/servers/index.ts';
import { curl } from '../support/servers/raw-client.ts';

function read(page: Behaviour, path: string) {
  return withServer(page, async ({ origin }) => JSON.parse((await curl(origin + path)).stdout));
}

describe('status pages', () => {
  it.each([
    [pages.ALL_WELL, 'none', 'operational', 0, 0],
    [pages.INCIDENT, 'major', 'partial_outage', 1, 0],
    [pages.MAINTENANCE, 'maintenance', 'under_maintenance', 0, 1],
  ])('Statuspage: %#', async (state, indicator, api, incidents, maintenances) => {
    const summary = await read(pages.statuspage(state), '/api/v2/summary.json');
    expect(summary.status.indicator).toBe(indicator);
    expect(summary.components[0]).toMatchObject({ name: 'API', status: api });
    expect(summary.incidents).toHaveLength(incidents);
    expect(summary.scheduled_maintenances).toHaveLength(maintenances);
    expect(Date.now() - Date.parse(summary.page.updated_at)).toBeLessThan(3_600_000);
  });

  it('a frozen mirror is old', async () => {
    const { page } = await read(pages.statuspage(pages.FROZEN), '/api/v2/summary.json');
    expect(Date.now() - Date.parse(page.updated_at)).toBeGreaterThan(100 * 86_400_000);
  });

  it('each platform is known by its own path', async () => {
    expect((await read(pages.incidentIo(), '/api/v2/status.json')).page.id).toMatch(/^01J[0-9A-Z]{23}$/);
    expect((await read(pages.incidentIo(), '/api/v1/summary')).ongoing_incidents).toHaveLength(1);
    expect((await read(pages.instatus('Trouble'), '/summary.json')).page.status).toBe('HASISSUES');
    expect(await read(pages.instatus(null), '/summary.json')).not.toHaveProperty('activeIncidents');
    const better = await read(pages.betterStack('Trouble'), '/index.json');
    expect(better.data).toMatchObject({ type: 'status_page', attributes: { aggregate_state: 'degraded' } });
    expect(better.included.map(({ type }: { type: string }) => type)).toEqual([
      'status_page_resource',
      'status_report',
    ]);
  });

  it('does not know the other paths', async () => {
    await withServer(pages.statuspage(), async ({ origin }) => {
      const { stdout } = await curl(
        '--write-out',
        '%{http_code}',
        '--output',
        '/dev/null',
        `${origin}/index.json`,
      );
      expect(stdout).toBe('404');
    });
  });
});
