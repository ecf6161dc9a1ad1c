import type { Language } from '../swing/advice/language.ts';
import type { CameraRole, Handedness } from '../swing/report/swing-report.ts';

/** What the page of one swing says beside the texts of the domain. */
export interface PageWords {
  readonly title: Readonly<Record<Handedness, string>>;
  readonly role: Readonly<Record<CameraRole, string>>;
  readonly view: (role: string, width: number, height: number, fps: string) => string;
  readonly analysed: (date: string) => string;
  readonly slowMotion: string;
  readonly ofTen: string;
  readonly frame: (number: string) => string;
  readonly timeline: string;
  readonly sure: (percent: string) => string;
  readonly workOn: string;
  readonly numbers: string;
  readonly measured: string;
  readonly interval: string;
  readonly range: (low: string, high: string) => string;
  readonly model: (model: string, provider: string) => string;
  readonly report: string;
}

export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = {
  en: {
    title: { right: 'A right-handed swing', left: 'A left-handed swing' },
    role: { 'face-on': 'face on', 'down-the-line': 'down the line', other: 'other' },
    view: (role, width, height, fps) => `${role}, ${width} × ${height} at ${fps} a second`,
    analysed: (date) => `analysed ${date}`,
    slowMotion: 'Slow motion: times and speeds are not given, since the true rate is unknown.',
    ofTen: 'of 10',
    frame: (number) => `frame ${number}`,
    timeline: 'Timeline',
    sure: (percent) => `${percent} sure`,
    workOn: 'What to work on',
    numbers: 'Numbers',
    measured: 'Measured',
    interval: '90 % sure to lie in',
    range: (low, high) => `${low} to ${high}`,
    model: (model, provider) => `Model ${model} on ${provider}`,
    report: 'report',
  },
  de: {
    title: { right: 'Ein Rechtshänder-Schwung', left: 'Ein Linkshänder-Schwung' },
    role: { 'face-on': 'von vorn', 'down-the-line': 'entlang der Ziellinie', other: 'weitere Kamera' },
    view: (role, width, height, fps) => `${role}, ${width} × ${height} mit ${fps} Bildern pro Sekunde`,
    analysed: (date) => `ausgewertet am ${date}`,
    slowMotion: 'Zeitlupe: Zeiten und Geschwindigkeiten fehlen, weil die wahre Bildrate nicht bekannt ist.',
    ofTen: 'von 10',
    frame: (number) => `Bild ${number}`,
    timeline: 'Ablauf',
    sure: (percent) => `zu ${percent} sicher`,
    workOn: 'Daran arbeiten',
    numbers: 'Messwerte',
    measured: 'Gemessen',
    interval: 'Mit 90 % Sicherheit',
    range: (low, high) => `${low} bis ${high}`,
    model: (model, provider) => `Modell ${model} auf ${provider}`,
    report: 'Bericht',
  },
  ja: {
    title: { right: '右打ちのスイング', left: '左打ちのスイング' },
    role: { 'face-on': '正面', 'down-the-line': '飛球線後方', other: 'その他のカメラ' },
    view: (role, width, height, fps) => `${role}、${width} × ${height}、毎秒${fps}コマ`,
    analysed: (date) => `${date}に解析`,
    slowMotion: 'スローモーション：実際の速さが分からないため、時間と速度は表示していません。',
    ofTen: '10点満点',
    frame: (number) => `${number}コマ目`,
    timeline: 'スイングの流れ',
    sure: (percent) => `確度${percent}`,
    workOn: '取り組むこと',
    numbers: '測定値',
    measured: '測定値',
    interval: '90 %の確かさの範囲',
    range: (low, high) => `${low}～${high}`,
    model: (model, provider) => `モデル${model}（${provider}）`,
    report: 'レポート',
  },
};
