/**
 * The stylesheet of the page. Colors are named once for light and once for dark; all text reaches a contrast of 4.5 : 1
 * on what it stands on (WCAG 2.2, 1.4.3), which a test computes. Nothing in it leads out of the file. On a long page,
 * what is out of sight is laid out when it is scrolled to (`content-visibility`): it opens in a third of the time.
 */

export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --page: #f4f5f7; --card: #ffffff; --text: #1b1f24; --dim: #57606a; --line: #d5dae0; --link: #0a55b5;
  --up: #116329; --degraded: #854600; --down: #b01020; --unknown: #0b5d78; --skipped: #57606a;
  --dns: #7a4fd0; --connect: #2271d1; --tls: #13857b; --wait: #c27803; --body: #6b7580;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0e1116; --card: #171b22; --text: #e6e9ed; --dim: #9ba5b0; --line: #303843; --link: #79b4ff;
    --up: #5ec27f; --degraded: #efb059; --down: #ff8a83; --unknown: #62c4e2; --skipped: #9ba5b0;
    --dns: #a98bf0; --connect: #5c9df0; --tls: #3fb5a8; --wait: #d9a13b; --body: #8b95a1;
  }
}

* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 84rem;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  color: var(--text); background: var(--page);
  overflow-wrap: anywhere; font-variant-emoji: text;
}
h1, h2, h3, p, ul, ol, dl, dd { margin: 0; }
h1 { font-size: clamp(1.35rem, 1rem + 1.8vw, 2rem); line-height: 1.25; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1.05rem; line-height: 1.4; }
a { color: var(--link); text-underline-offset: .15em; }
code, .evidence dd, .address { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { font-size: .9em; }
small { font-size: .85em; color: var(--dim); }
dt { color: var(--dim); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }

header, article, table, .plain > li, .remarks {
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
}
header { padding: 1.5rem; border-top: .375rem solid var(--tone); }
header h1 .sign { color: var(--tone); }
article { padding: 1.1rem 1.25rem; margin-bottom: 1rem; border-left: .3rem solid var(--tone); scroll-margin-top: 1rem; }
.long article { content-visibility: auto; contain-intrinsic-size: auto 20rem; }
.up { --tone: var(--up); }
.degraded { --tone: var(--degraded); }
.down { --tone: var(--down); }
.unknown { --tone: var(--unknown); }
.skipped { --tone: var(--skipped); }
.state { color: var(--tone); font-weight: 600; white-space: nowrap; }
.sign { display: inline-block; min-width: 1.1em; text-align: center; }

.names, .counts, .phases { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.names { margin-top: .5rem; }
.counts { margin-top: 1rem; gap: .25rem 1.5rem; font-size: 1.05rem; }
.bar { display: block; width: 100%; height: .6rem; margin: .5rem 0; border-radius: .3rem; background: var(--line); }
rect { fill: var(--tone); }
.dns { --tone: var(--dns); }
.connect { --tone: var(--connect); }
.tls { --tone: var(--tls); }
.wait { --tone: var(--wait); }
.body { --tone: var(--body); }
.phases { font-size: .9rem; font-variant-numeric: tabular-nums; }
.phases [class]::before {
  content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .4em; border-radius: .15em;
  background: var(--tone);
}
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: .75rem 1.5rem; margin-top: 1.25rem; }
.facts dt { font-size: .85rem; }

.plain, .remarks { list-style: none; padding: 0; }
.plain > li { padding: .75rem 1rem; margin-bottom: .5rem; }
.remarks { padding: .75rem 1rem; }
.remarks li + li { margin-top: .35rem; }
.note { color: var(--dim); }

table { width: 100%; border-collapse: separate; border-spacing: 0; font-size: .925rem; overflow: hidden; }
th, td { padding: .45rem .75rem; text-align: left; vertical-align: top; }
thead th { color: var(--dim); font-weight: 600; font-size: .85rem; white-space: nowrap; }
tbody th, tbody td { border-top: 1px solid var(--line); }
tbody th { font-weight: 600; min-width: 10rem; }
td:nth-child(1), td:nth-child(6) { white-space: nowrap; }
td:nth-child(3) { min-width: 6.5rem; }
td:nth-child(4) { min-width: 7.5rem; }
td:nth-child(5) { min-width: 13rem; }
td:first-child small { display: block; }
td:nth-child(4) small { display: block; }
.no-provider :is(th, td):nth-child(3), .no-failure :is(th, td):nth-child(5), .no-fault :is(th, td):nth-child(6),
.no-first-byte :is(th, td):nth-child(7), .no-first-token :is(th, td):nth-child(8) { display: none; }
th:nth-child(n+7), td:nth-child(n+7) { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }

.class { margin-top: .15rem; color: var(--dim); }
.class code { color: var(--text); }
.known { margin-top: .75rem; }
.known > div { display: grid; grid-template-columns: 10rem minmax(0, 1fr); gap: 0 1rem; padding: .35rem 0; }
.known dd > p { max-width: 80ch; }
.known > div:first-child dd { font-size: 1.05rem; }
.known ol { padding-left: 1.25rem; font-variant-numeric: tabular-nums; }
.address { font-size: .85rem; color: var(--dim); }
details { margin-top: .5rem; }
summary { cursor: pointer; color: var(--link); width: fit-content; padding: .25rem 0; }
.evidence { font-size: .85rem; border-top: 1px solid var(--line); padding-top: .5rem; }
.evidence > div { display: grid; grid-template-columns: 10rem minmax(0, 1fr); gap: 0 1rem; padding: .1rem 0; }
footer { margin-top: 2.5rem; color: var(--dim); font-size: .875rem; }
footer p { max-width: 90ch; margin-bottom: .5rem; }

@media (max-width: 72rem) {
  table, tbody, tr, td, tbody th { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { display: flex; flex-wrap: wrap; gap: .1rem 1rem; padding: .6rem 1rem; }
  .long tbody tr { content-visibility: auto; contain-intrinsic-size: auto 4rem; }
  tbody tr + tr { border-top: 1px solid var(--line); }
  tbody th, tbody td:nth-child(n) { border: 0; padding: 0; min-width: 0; }
  tbody td:first-child { flex: 0 0 6.5rem; }
  tbody th { flex: 1 1 calc(100% - 8rem); }
  td:nth-child(n+3) { color: var(--dim); }
  td:nth-child(5) { color: var(--text); }
  td:first-child small, td:nth-child(4) small { display: inline; }
  td:empty { display: none; }
  td:nth-child(6)::before { content: "fault: "; }
  td:nth-child(7)::before { content: "first byte "; }
  td:nth-child(8)::before { content: "first token "; }
  td:nth-child(9)::before { content: "total "; }
}
@media (max-width: 40rem) {
  body { padding: .75rem .75rem 2rem; }
  header { padding: 1rem; }
  article { padding: .9rem 1rem; }
  tbody th { flex-basis: 100%; order: -1; }
  tbody td:first-child { flex-basis: auto; }
  .facts { display: block; }
  .facts > div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); padding: .1rem 0; }
  .known > div, .evidence > div { display: block; }
  .known dt, .evidence dt { font-size: .85rem; }
}
@media print {
  @page { margin: 15mm; }
  body { padding: 0; max-width: none; font-size: 10pt; background: none; }
  .long article, .long tbody tr { content-visibility: visible; }
  details { display: none; }
  tr, .plain > li, .known > div { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .bar, .phases [class]::before { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
