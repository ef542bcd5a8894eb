/**
 * One style sheet for component and frame. A page changes it by custom properties (`--nattoku-…`)
 * and by `::part()`. Light and dark follow the page's own `color-scheme`.
 */
export const WHY_STYLE = `
:host, .frame {
  --ink: var(--nattoku-ink, light-dark(#1c1b19, #ece8df));
  --quiet: var(--nattoku-quiet, light-dark(#5a564e, #b9b3a6));
  --rule: var(--nattoku-rule, light-dark(#8b867b, #817b6d));
  --paper: var(--nattoku-paper, light-dark(#fbfaf7, #171715));
  --action: var(--nattoku-action, light-dark(#17496b, #9cc8e6));
  --saved: var(--nattoku-saved, light-dark(#175f3e, #8fd6b0));
  --problem: var(--nattoku-problem, light-dark(#9a2f1a, #f3a993));
  --round: var(--nattoku-radius, 3px);
  display: block;
  color: var(--ink);
  font: 1rem/1.7 var(--nattoku-font, system-ui, 'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic UI', sans-serif);
  line-break: strict;
  overflow-wrap: anywhere;
  text-align: start;
  text-wrap: pretty;
}
:lang(ja) { word-break: auto-phrase; }
:host([hidden]) { display: none; }
*, ::before { box-sizing: border-box; margin: 0; padding: 0; }
.frame { max-inline-size: 40rem; margin: 0; padding: .75rem; background: var(--paper); }
h1, .title { font-size: 1.0625rem; font-weight: 700; }
.mark {
  display: inline-flex; align-items: center; gap: .375rem; min-block-size: 2rem;
  border: 0; background: none; color: var(--nattoku-mark, var(--quiet)); font: inherit; font-size: .875rem;
  text-decoration: underline; text-underline-offset: .25em; cursor: pointer;
}
.mark::before { content: ''; flex: none; inline-size: .625rem; block-size: .625rem; border: 2px solid; border-radius: 50%; }
:host([data-personal=true]) .mark::before { background: currentColor; }
.panel {
  position: relative; max-inline-size: 34rem; margin-block: .25rem .75rem; padding: .875rem 1rem;
  border: 1px solid var(--rule); border-radius: var(--round); background: var(--paper);
}
.head { display: flex; justify-content: space-between; align-items: start; gap: .5rem; }
.body { display: grid; gap: .625rem; margin-block-start: .25rem; }
.body[aria-busy=true] { opacity: .6; }
.state { font-weight: 700; }
.whole { display: inline-block; }
:is(.state, strong) > .whole { font-weight: 400; }
dl { display: grid; }
dt { color: var(--quiet); font-size: .875rem; }
dt::first-letter { text-transform: uppercase; }
dd + dt { margin-block-start: .5rem; }
ul { list-style: none; }
dd li { padding-inline-start: 1rem; text-indent: -1rem; }
dd li::before { content: '・'; }
:lang(en) dd li::before, dd li:lang(en)::before { content: '– '; }
small { display: block; color: var(--quiet); font-size: .875rem; }
.acts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr)); gap: .5rem .75rem; }
.acts small { margin-block-start: .125rem; line-height: 1.5; }
.button, .plain {
  inline-size: 100%; min-block-size: 2.75rem; padding: .25rem .75rem; border: 1px solid var(--rule);
  border-radius: var(--round); background: transparent; color: var(--ink); font: inherit; line-height: 1.5; text-align: start; text-wrap: balance; cursor: pointer;
}
a.button { display: flex; align-items: center; text-decoration: none; }
.plain { inline-size: auto; min-block-size: 2rem; flex: none; }
.button:hover, .plain:hover { border-color: currentColor; color: var(--action); }
summary { min-block-size: 2.75rem; padding-block: .5rem; color: var(--action); cursor: pointer; }
details + details { margin-block-start: -.625rem; }
details ul { display: grid; gap: .75rem; }
details li { padding-inline-start: .75rem; border-inline-start: 2px solid var(--rule); }
details strong { display: block; }
details > small { margin-block-start: .5rem; }
details dl { margin-block-start: .5rem; }
details form { margin-block-start: .375rem; }
details .button { inline-size: auto; min-block-size: 2rem; }
a { color: var(--action); text-underline-offset: .2em; }
p > a { display: inline-flex; align-items: center; min-block-size: 2.75rem; }
.told { font-weight: 700; color: var(--saved); }
.told:empty, .alert:empty { display: none; }
.alert {
  display: grid; gap: .5rem; justify-items: start; margin-block: .5rem .75rem;
  padding-inline-start: .75rem; border-inline-start: 3px solid; color: var(--problem);
}
.sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
[tabindex='-1']:focus { outline: none; }
@media (forced-colors: active) { .button, .plain, .panel { border-color: CanvasText; } }
`;
