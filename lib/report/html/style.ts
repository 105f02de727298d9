import { DARK, LIGHT, variablesOf } from './palette';

/** The whole style of a report: nothing is loaded. Paper is always light. */
export const STYLE = `
:root { color-scheme: light dark; ${variablesOf(LIGHT)} }
@media screen and (prefers-color-scheme: dark) { :root { ${variablesOf(DARK)} } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; background: var(--background); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; text-wrap: balance; }
h2 { font-size: 1.35rem; margin: 2.75rem 0 0.75rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.05rem; margin: 2rem 0 0.5rem; }
p { margin: 0.5rem 0; max-width: 46rem; }
.note { margin: 0.75rem 0; padding: 0.6rem 0.9rem; border-left: 4px solid var(--fault); background: var(--surface); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 0.75rem; margin: 1rem 0; padding: 0; list-style: none; }
.figures li { padding: 0.9rem 1rem; background: var(--surface); border-radius: 0.5rem; }
.figures strong { display: block; font-size: 1.75rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
.figures small { display: block; margin-top: 0.25rem; color: var(--quiet); font-size: 0.82rem; line-height: 1.4; }
.scroll { overflow-x: auto; margin: 0.75rem 0 1.25rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); padding-bottom: 0.4rem; font-size: 0.85rem; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.9rem 0.35rem 0; border-bottom: 1px solid var(--rule); overflow-wrap: anywhere; }
th { font-weight: 600; white-space: nowrap; }
td.word { white-space: nowrap; }
.slim table { width: auto; min-width: 22rem; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; }
figure { margin: 1.5rem 0; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: 0.35rem; }
figcaption small { display: block; font-weight: 400; color: var(--quiet); font-size: 0.85rem; }
svg { display: block; width: 100%; height: auto; }
.line { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
.grid { stroke: var(--rule); stroke-width: 1; }
.zero { stroke: var(--quiet); }
.tick { fill: var(--quiet); font-size: 12px; font-variant-numeric: tabular-nums; }
.row { fill: var(--text); font-size: 13px; paint-order: stroke; stroke: var(--background); stroke-width: 4px; stroke-linejoin: round; }
.shade { fill: var(--shade); }
.bar.fault { fill: var(--fault); } .bar.page { fill: var(--page); } .bar.ticket { fill: var(--ticket); }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.25rem; margin: 0.35rem 0; padding: 0; list-style: none; font-size: 0.88rem; }
.legend li { display: flex; align-items: center; gap: 0.45rem; }
.sample { width: 28px; flex: none; } .swatch { width: 20px; height: 12px; flex: none; background: var(--shade); border: 1px solid var(--fault); }
.swatch.fault { background: var(--fault); } .swatch.page { background: var(--page); border-color: var(--page); } .swatch.ticket { background: var(--ticket); border-color: var(--ticket); }
details { margin: 0.35rem 0; font-size: 0.9rem; } summary { cursor: pointer; color: var(--quiet); }
summary:focus-visible { outline: 2px solid var(--ticket); outline-offset: 2px; }
.people { white-space: pre-wrap; max-width: 46rem; } .question { color: var(--quiet); font-style: italic; max-width: 46rem; }
footer { margin-top: 3rem; color: var(--quiet); font-size: 0.85rem; }
@media print { body { padding: 0; max-width: none; font-size: 10pt; } h2, h3, figcaption { break-after: avoid; } tr { break-inside: avoid; }
  details:not([open]) { display: none; } .bar, .shade, .swatch, .figures li, .note { print-color-adjust: exact; } }
`.trim();
