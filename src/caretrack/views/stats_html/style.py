"""How the page of `care stats --html` looks: the letters of the system, light and dark, on a phone and on paper."""

STYLE = """
:root { color-scheme: light dark; --paper: #f7f5f1; --card: #fffefb; --ink: #23272b; --quiet: #5b636b; --rule: #e2ded5;
  --care: #2c6e5c; --sales: #b4641a; --cover: #3a5a8a; --soft: #8f9d97; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14171a; --card: #1c2024; --ink: #e9e6e0; --quiet: #a5adb5; --rule: #31373d;
    --care: #71c4a8; --sales: #e2a65b; --cover: #93b3e3; --soft: #66737c; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.5;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-size: 1rem; }
main, header, footer { max-width: 66rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.75rem; line-height: 1.2; font-weight: 650; margin: 0; letter-spacing: -0.01em; }
header p { margin: 0.35rem 0 0; color: var(--quiet); overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; font-weight: 650; margin: 0; }
h3 { font-size: 0.9rem; font-weight: 600; color: var(--quiet); margin: 1.1rem 0 0.25rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1rem; margin: 1.75rem 0 2rem; padding: 0; }
.figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; border-top: 2px solid var(--ink); padding-top: 0.5rem; }
.figures dt { color: var(--quiet); font-size: 0.875rem; line-height: 1.35; }
.figures dd { margin: 0; font-size: 2rem; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; }
.cards { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 52rem) { .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
section { background: var(--card); border: 1px solid var(--rule); border-radius: 0.6rem; padding: 1.1rem 1.15rem 1.2rem; min-width: 0; }
section > p { margin: 0.2rem 0 0.9rem; color: var(--quiet); font-size: 0.925rem; overflow-wrap: anywhere; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { font-size: 11px; fill: var(--quiet); font-variant-numeric: tabular-nums; }
svg text.value { font-size: 10px; }
svg text.last { font-size: 12px; font-weight: 650; fill: var(--ink); }
svg .axis { stroke: var(--quiet); stroke-width: 1; }
svg .grid { stroke: var(--rule); stroke-width: 1; }
.care { fill: var(--care); }
.sales { fill: url(#hatch); stroke: var(--sales); stroke-width: 0.8; }
.hatch { fill: none; stroke: var(--sales); stroke-width: 1.8; }
.soft { fill: var(--soft); }
.cover { fill: var(--cover); }
path.line { fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linejoin: round; }
path.line.cover { stroke: var(--cover); }
path.line.care { stroke: var(--care); }
path.area { opacity: 0.14; }
@media (min-width: 52rem) { svg text { font-size: 9.5px; } svg text.value { font-size: 8.5px; } svg text.last { font-size: 10.5px; } }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; margin: 0.7rem 0 0; padding: 0; font-size: 0.85rem; color: var(--quiet); list-style: none; }
.legend svg { display: inline-block; width: 0.85rem; height: 0.85rem; margin-right: 0.4rem; vertical-align: -0.08rem; }
.people { list-style: none; margin: 0; padding: 0; }
.people li { padding: 0.4rem 0; border-top: 1px solid var(--rule); overflow-wrap: anywhere; }
.people li:first-child { border-top: 0; }
.people strong { font-weight: 600; }
.people span { color: var(--quiet); font-size: 0.925rem; }
.people span::before { content: "· "; }
details { margin-top: 0.8rem; font-size: 0.875rem; }
summary { cursor: pointer; color: var(--quiet); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 0.875rem; }
th, td { text-align: right; padding: 0.25rem 0.4rem; border-bottom: 1px solid var(--rule); font-weight: 400; vertical-align: top; }
thead th { color: var(--quiet); }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
th.words, td.words { text-align: left; padding-left: 1rem; min-width: 8rem; overflow-wrap: anywhere; }
footer { color: var(--quiet); font-size: 0.875rem; padding-top: 1.5rem; padding-bottom: 2.5rem; }
footer p { max-width: 46rem; margin: 0 0 0.6rem; }
@media (max-width: 30rem) { th, td { padding: 0.25rem 0.25rem; } th.words, td.words { padding-left: 0.5rem; min-width: 0; } }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --quiet: #444; --rule: #bbb; --care: #2c6e5c; --sales: #9a5210; --cover: #3a5a8a; --soft: #999; }
  @page { margin: 14mm; }
  html { font-size: 12px; }
  .figures { grid-template-columns: repeat(5, minmax(0, 1fr)); }
  header { padding-top: 0; }
  .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  section { break-inside: avoid; border-radius: 0; }
  details { display: none; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""
