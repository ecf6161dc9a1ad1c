/** How the page of two swings looks and moves: dark as the bay's screen, light on paper; whole without the script. */
export const COMPARE_PAGE_STYLE = `
:root { --ground: #0c1512; --card: #14211c; --line: #24382f; --text: #eef5f0; --soft: #9db5a8; --accent: #5be39a; --warm: #ffb454; --second: #6fb7ff; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; }
header, main { max-width: 1400px; margin: 0 auto; padding: 0 32px; } header { padding-top: 32px; } main { padding-bottom: 40px; }
.brand { margin: 0; color: var(--accent); font-weight: 700; letter-spacing: .14em; text-transform: uppercase; font-size: 13px; }
h1 { margin: 4px 0; font-size: 40px; line-height: 1.15; }
h2 { font-size: 14px; letter-spacing: .1em; text-transform: uppercase; color: var(--soft); margin: 18px 0 12px; }
.note { color: var(--soft); margin: 8px 0 0; }
.legend { display: flex; gap: 28px; margin: 10px 0 0; } .legend span::before { content: ""; display: inline-block; width: 26px; height: 6px; border-radius: 3px; margin-right: 10px; vertical-align: middle; }
.legend .first::before { background: var(--warm); } .legend .second::before { background: var(--second); }
.large { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; margin-top: 20px; }
figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
figcaption { padding: 8px 12px; color: var(--soft); font-size: 14px; }
svg { display: block; width: 100%; } .large svg { max-height: 56vh; }
svg path { fill: none; stroke-linecap: round; stroke-width: 2.6; } svg .floor { stroke: var(--line); stroke-width: 1; }
svg .first { stroke: var(--warm); } svg .second { stroke: var(--second); mix-blend-mode: screen; }
.strip { display: grid; grid-template-columns: repeat(8, 1fr); gap: 10px; } .strip svg path { stroke-width: 3.4; }
.slider { display: flex; align-items: center; gap: 20px; margin-top: 14px; } .slider span { width: 11em; font-weight: 600; } .slider input { flex: 1; accent-color: var(--accent); height: 32px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 6px 24px 18px; margin: 22px 0 0; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; } th, td { text-align: left; padding: 7px 8px; border-bottom: 1px solid var(--line); font-weight: 400; color: var(--soft); }
tbody th { color: var(--text); } tbody th span { color: var(--soft); display: block; font-size: 13px; } thead th { font-size: 13px; }
td.value { color: var(--text); font-weight: 700; font-size: 18px; } .no-real-difference td.value { font-weight: 400; color: var(--soft); }
.better .verdict { color: var(--accent); } .worse .verdict { color: var(--warm); } .changed .verdict { color: var(--text); }
@media (max-width: 900px) { .strip { grid-template-columns: repeat(4, 1fr); } .large { grid-template-columns: 1fr; } header, main { padding: 0 16px; } td, th { padding: 6px 4px; } }
@media print { :root { --ground: #fff; --card: #fff; --line: #ccc; --text: #111; --soft: #555; --accent: #0a7d45; --warm: #b35c00; --second: #1557a8; } .stage { display: none; } svg .second { mix-blend-mode: multiply; } }
`;

/** Moves the large drawings along the swing. Without it they show the top. */
export const COMPARE_PAGE_SCRIPT = `
const { bones, views } = JSON.parse(document.getElementById('overlays').textContent);
const slider = document.getElementById('phase');
const moment = document.getElementById('moment');
const line = (joints) => bones.map(([a, b]) => (joints[a] && joints[b] ? 'M' + joints[a].join(' ') + 'L' + joints[b].join(' ') : '')).join('');
const show = () => {
  views.forEach((frames, i) => {
    const frame = frames[Math.min(frames.length - 1, Number(slider.value))];
    const svg = document.querySelector('[data-overlay="' + i + '"]');
    if (!svg) return;
    for (const name of ['first', 'second']) svg.querySelector('.' + name).setAttribute('d', line(frame[name]));
    const before = frames.filter((each) => each.event && each.phase <= frame.phase).at(-1);
    moment.textContent = frame.event || !before ? frame.name : 'After ' + before.name.toLowerCase();
  });
};
const top = views[0].findIndex((frame) => frame.event === 'top');
slider.value = Math.max(0, top);
slider.addEventListener('input', show);
show();
`;
