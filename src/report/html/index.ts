/**
 * One HTML file that needs nothing else: no script, no font, no picture, no address that is opened by itself. Its
 * Content-Security-Policy allows the one stylesheet by its hash, so that even markup that got in could load nothing. The
 * page is well-formed XML as well, so that any reader can take it apart.
 */

import { createHash } from 'node:crypto';
import type { Report } from '../../domain/report.ts';
import { statesText } from '../closing.ts';
import { standings } from '../standing.ts';
import type { Reporter } from '../types.ts';
import { headline } from './headline.ts';
import { html, type Markup, trusted } from './markup.ts';
import { probesOf } from './order.ts';
import { groups, roots } from './overview.ts';
import { remarks } from './remarks.ts';
import { sections } from './section.ts';
import { STYLESHEET } from './style.ts';
import { table } from './table.ts';

/** With more probes than this, what is out of sight is laid out late. */
const LONG = 500;

export const render: Reporter = (report, terms) => {
  const counted = standings(report, terms.policy);
  const probes = probesOf(report, counted);
  return html`<!DOCTYPE html>
<html lang="en">
${head(report)}<body class="${report.results.length > LONG ? 'long' : 'short'}">
${headline(report, probes, counted, terms)}<main>
${roots(report, probes)}${groups(report, probes, counted)}${table(probes)}${sections(probes)}${remarks(probes)}</main>
${footer()}</body>
</html>
`.text;
};

function head({ summary, run }: Report): Markup {
  return html`<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${trusted(policy())}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="referrer" content="no-referrer" />
<meta name="generator" content="aiprobe ${run.version}" />
<title>aiprobe: ${statesText(summary) || 'no probe'}</title>
<style>${trusted(STYLESHEET)}</style>
</head>
`;
}

/** https://www.w3.org/TR/CSP3/#framework-directive-source-list (hash-source) */
function policy(): string {
  const hash = createHash('sha256').update(STYLESHEET).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

/** For who gets the page and does not know the words. */
function footer(): Markup {
  return html`<footer>
<p><strong>Up</strong>: it did what was asked of it. <strong>Degraded</strong>: it did, but slowly, late or not at once.
<strong>Down</strong>: it did not. <strong>Unknown</strong>: nothing can be said of the service, the trouble may be on the
way to it. <strong>Skipped</strong>: it was not asked.</p>
<p>The fault is with who has to act: the provider of the service, the client that asks, the network between them, or the
local machine. Times count from the start of the last attempt.</p>
</footer>
`;
}
