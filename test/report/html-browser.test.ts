/** The page as a browser shows it. */

import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Report } from '../../src/domain/report.ts';
import { render } from '../../src/report/html/index.ts';
import type { Style } from '../../src/report/types.ts';
import { type Page, withPage } from '../support/chromium.ts';
import { EMPTY_EVIDENCE, failing, reportOf, timings, up } from '../support/report.ts';
import { RICH } from '../support/rich-report.ts';
import { hasTool } from '../support/tool.ts';

const STYLE: Style = { width: 80, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY };

const LONG = 'long'.repeat(600);

/** Nothing in it has a place where a line could be broken. */
const ENDLESS = reportOf(
  [
    failing(LONG, 'server-error.internal', {
      provider: LONG,
      check: 'chat',
      url: `https://${LONG}.example/`,
      message: LONG,
      hint: LONG,
      model: { asked: LONG, answered: LONG },
      http: { status: 500, version: '1.1', request_id: LONG, location: LONG },
      timings_ms: timings({ dns: 1, connect: 2, tls: 3, first_byte: 1e7, first_token: 1e8, total: 1e9 }),
      status_page: { indicator: 'major', description: LONG, url: `https://x.example/${LONG}`, incidents: [] },
      evidence: { ...EMPTY_EVIDENCE, headers: [[LONG, LONG]], body: LONG },
    }),
    up('\u05d0'.repeat(2_000), { notes: [LONG] }),
    failing('\u6771'.repeat(2_000), 'config.missing-env', { state: 'skipped', message: LONG }),
  ],
  {
    run: { ...RICH.run, id: LONG, version: LONG, location: LONG, shard: LONG },
    groups: [{ name: LONG, up: 0, require: 1, ok: false, members: [LONG], note: LONG }],
    causes: [{ kind: 'dns', reason: 'timeout', shared: LONG, probes: [LONG] }],
  },
);

const MANY = reportOf([
  ...Array.from({ length: 9_500 }, (_, i) => up(`up ${i}`)),
  ...Array.from({ length: 500 }, (_, i) => failing(`down ${i}`, 'dns.timeout')),
]);

/** Elements that reach beyond the right edge of the window; scrolled sideways, or cut off. */
const BEYOND = `[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right >
  document.documentElement.clientWidth + 0.5 && e.closest('thead') === null).map((e) => e.outerHTML.slice(0, 80))`;
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

async function expectToFit(page: Page): Promise<void> {
  await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })");
  for (const width of [360, 800, 1_600]) {
    await page.show({ width });
    expect(await page.evaluate(OVERFLOW), `at ${width} px`).toBe(0);
    expect(await page.evaluate(BEYOND), `at ${width} px`).toEqual([]);
  }
}

const inPage = <T>(report: Report, use: (page: Page) => Promise<T>) => withPage(render(report, STYLE), use);

describe.skipIf(!hasTool('chromium'))('html, shown by chromium', { timeout: 60_000 }, () => {
  it('asks for nothing, complains of nothing, and takes its style', async () => {
    await inPage(RICH, async (page) => {
      expect(await page.evaluate('getComputedStyle(document.body).marginTop')).toBe('0px');
      expect(page.requests).toHaveLength(1);
      expect(page.requests[0]).toMatch(/^file:/);
      expect(page.complaints).toEqual([]);
    });
  });

  it('would be heard to complain', async () => {
    const loose = render(RICH, STYLE).replace('<main>', '<main><img src="https://127.0.0.1:1/x.png" />');
    await withPage(loose, async ({ complaints }) => {
      expect(complaints.join()).toContain('Content Security Policy');
    });
  });

  it.each([
    ['a rich report', RICH],
    ['texts without end', ENDLESS],
    ['nothing', reportOf([])],
  ])('fits into any window: %s', async (_, report) => {
    await inPage(report, expectToFit);
  });

  it('is light or dark as the reader has it, and light on paper', async () => {
    const colors = '[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]';
    await inPage(RICH, async (page) => {
      await page.show({ width: 800 });
      expect(await page.evaluate(colors)).toEqual(['rgb(27, 31, 36)', 'rgb(244, 245, 247)']);
      await page.show({ width: 800, dark: true });
      expect(await page.evaluate(colors)).toEqual(['rgb(230, 233, 237)', 'rgb(14, 17, 22)']);
      await page.show({ width: 800, dark: true, print: true });
      expect(await page.evaluate(colors)).toEqual(['rgb(27, 31, 36)', 'rgba(0, 0, 0, 0)']);
    });
  });

  it('keeps the evidence closed, and the table a table where it looks like cards', async () => {
    await inPage(RICH, async (page) => {
      await page.show({ width: 360 });
      expect(await page.evaluate("document.querySelectorAll('details').length")).toBeGreaterThan(5);
      expect(await page.evaluate("document.querySelectorAll('details[open]').length")).toBe(0);
      expect(await page.evaluate("document.querySelectorAll('[role=row] > [role=cell]').length")).toBe(
        16 * 8,
      );
    });
  });

  it('leaves out columns that nothing is in, heads and all', async () => {
    const shown = `[...document.querySelectorAll('thead th')].filter((e) => e.offsetWidth > 0).map((e) => e.textContent)`;
    await inPage(reportOf([up('a'), up('b')]), async (page) => {
      await page.show({ width: 1_600 });
      expect(await page.evaluate(shown)).toEqual(['State', 'Probe', 'Check', 'First byte', 'Total']);
    });
    await inPage(RICH, async (page) => {
      await page.show({ width: 1_600 });
      expect(await page.evaluate(`${shown}.length`)).toBe(9);
    });
  });

  it('opens with 10,000 probes', async () => {
    await inPage(MANY, async (page) => {
      await page.show({ width: 360 });
      expect(await page.evaluate("document.querySelectorAll('tbody tr').length")).toBe(10_000);
      expect(await page.evaluate(OVERFLOW)).toBe(0);
    });
  });
});
