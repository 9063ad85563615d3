/** The looks of an exported page: no file but itself, light and dark, columns side by side as far as there is room. */
export const htmlStyle = `
:root { color-scheme: light dark; --bg: #fcfbfa; --ink: #24211e; --soft: #5f5a54; --line: #dedad5; --box: #f4f2ef; --mark: #8a5200; --ok: #1d6b36; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --bg: #191716; --ink: #edeae6; --soft: #aca6a0; --line: #3a3734; --box: #211f1d; --mark: #f0b45c; --ok: #76cf92; --bad: #f2887e; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 24px; background: var(--bg); color: var(--ink); font: 14px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 22px; line-height: 1.3; margin: 0 0 4px; }
h2 { font-size: 17px; margin: 32px 0 8px; }
h3 { font-size: 15px; margin: 24px 0 8px; }
h4 { font-size: 14px; margin: 0; }
p { margin: 4px 0; }
.soft, dt, figcaption { color: var(--soft); }
pre { margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
figure { margin: 8px 0; }
figcaption { font-size: 12px; }
.prompt pre, .thinking pre { background: var(--box); border-radius: 6px; padding: 8px 12px; }
.columns { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(260px, 1fr); overflow-x: auto; border: solid var(--line); border-width: 1px 0; }
.columns > * { padding: 12px 16px; border-left: 1px solid var(--line); min-width: 0; }
.columns > :first-child { border-left: 0; padding-left: 0; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0 12px; margin: 8px 0; font-size: 12px; font-variant-numeric: tabular-nums; }
dd { margin: 0; overflow-wrap: anywhere; }
ul { margin: 8px 0; padding-left: 18px; font-size: 13px; }
article + article { margin-top: 16px; padding-top: 16px; border-top: 1px dashed var(--line); }
.output { font-size: 15px; line-height: 1.6; margin: 8px 0; }
.thinking { color: var(--soft); font-size: 13px; }
.tag { color: var(--mark); font-weight: 600; }
.passed { color: var(--ok); }
.failed { color: var(--bad); }
@media print { .columns { overflow: visible; } body { padding: 0; } }
`
