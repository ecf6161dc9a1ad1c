/** How the page of one swing looks: dark as the bay's screen, light on paper. */
export const PAGE_STYLE = `
:root { --ground: #0c1512; --card: #14211c; --line: #24382f; --text: #eef5f0; --soft: #9db5a8; --accent: #5be39a; --warm: #ffb454; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; }
header, main, footer { max-width: 1400px; margin: 0 auto; padding: 0 32px; }
header { display: flex; justify-content: space-between; align-items: center; padding-top: 36px; padding-bottom: 12px; }
.brand { margin: 0; color: var(--accent); font-weight: 700; letter-spacing: .14em; text-transform: uppercase; font-size: 13px; }
h1 { margin: 4px 0; font-size: 40px; line-height: 1.15; }
h2 { font-size: 14px; letter-spacing: .1em; text-transform: uppercase; color: var(--soft); margin: 0 0 14px; }
.sub { margin: 0; color: var(--soft); }
.note { color: var(--soft); font-size: 14px; margin: 10px 0 0; }
.score { display: flex; flex-direction: column; align-items: center; justify-content: center; width: 128px; height: 128px; border-radius: 50%; border: 6px solid var(--accent); flex: none; }
.score b { font-size: 42px; line-height: 1; } .score span { color: var(--soft); font-size: 14px; }
section { margin: 22px 0; }
.strip { display: grid; grid-template-columns: repeat(8, 1fr); gap: 10px; }
figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
figure img { display: block; width: 100%; height: auto; }
figcaption { padding: 8px 10px 10px; font-size: 13px; line-height: 1.35; } figcaption b { display: block; } figcaption span { color: var(--soft); }
.timeline { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 22px 130px 14px 28px; }
.phases { position: relative; height: 38px; }
.phase { position: absolute; top: 0; bottom: 0; border-radius: 5px; display: flex; align-items: center; justify-content: center; font-size: 13px; color: #07110c; font-weight: 600; overflow: hidden; border-right: 2px solid var(--card); }
.phase.address, .phase.finish { background: #4a6157; color: var(--text); } .phase.takeaway { background: #63c99a; } .phase.backswing { background: #46b3c4; }
.phase.transition { background: #d7c35a; } .phase.downswing { background: #f08f5a; } .phase.impact { background: #ff5d5d; } .phase.follow-through { background: #9f8cf0; }
.marks { position: relative; height: 172px; }
.mark { position: absolute; font-size: 12px; line-height: 1.3; white-space: nowrap; padding-left: 6px; }
.mark i { position: absolute; left: 0; top: 0; width: 1px; background: var(--soft); } .mark b, .mark span { position: relative; display: block; } .mark span { color: var(--soft); }
.mark.row0 { padding-top: 6px; } .mark.row0 i { height: 38px; } .mark.row1 { padding-top: 48px; } .mark.row1 i { height: 80px; }
.mark.row2 { padding-top: 90px; } .mark.row2 i { height: 122px; } .mark.row3 { padding-top: 132px; } .mark.row3 i { height: 164px; }
.columns { display: grid; grid-template-columns: 1fr 1.4fr; gap: 20px; align-items: start; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 22px 24px; margin: 0; }
.card > p:not(.note) { font-size: 19px; margin: 0 0 10px; }
.faults { list-style: none; padding: 0; margin: 18px 0 0; } .faults li { padding: 10px 14px; border-left: 4px solid var(--soft); background: #0f1a16; border-radius: 4px; margin-top: 8px; }
.faults .critical { border-color: #ff5d5d; } .faults .major { border-color: var(--warm); } .faults span { color: var(--soft); float: right; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; padding: 7px 8px; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: 13px; } tbody th span { color: var(--soft); display: block; font-size: 13px; } td { color: var(--soft); } td.value { color: var(--text); font-weight: 700; font-size: 18px; }
footer { color: var(--soft); font-size: 13px; padding-top: 18px; padding-bottom: 40px; }
@media (max-width: 900px) { .strip { grid-template-columns: repeat(4, 1fr); } .columns { grid-template-columns: 1fr; } }
@media print { :root { --ground: #fff; --card: #fff; --line: #ccc; --text: #111; --soft: #555; --accent: #0a7d45; } .faults li { background: #f5f5f5; } }
`;
