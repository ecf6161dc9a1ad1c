/** The few words of the film that the swing domain does not have. */
import type { Language } from '../swing/advice/language.ts';

interface FilmTexts {
  readonly realSpeed: string;
  /** `{part}` is a fraction such as 1/8. */
  readonly slowMotion: string;
  /** The recording itself is slow, and nobody knows how much. */
  readonly slowUnknown: string;
  readonly faceOn: string;
  readonly downTheLine: string;
  readonly range: string;
  readonly estimate: string;
  readonly typical: string;
  readonly legend: string;
  readonly noNumbers: string;
}

export const FILM_TEXTS: Readonly<Record<Language, FilmTexts>> = {
  en: {
    realSpeed: 'Real speed',
    slowMotion: 'Slow motion {part}',
    slowUnknown: 'Slow motion',
    faceOn: 'Face on',
    downTheLine: 'Down the line',
    range: '{low} to {high}',
    estimate: 'estimate',
    typical: 'typical {low} to {high}',
    legend: 'Below each number: where the truth lies, nine times in ten',
    noNumbers: 'No number could be measured this time.',
  },
  de: {
    realSpeed: 'Echtzeit',
    slowMotion: 'Zeitlupe {part}',
    slowUnknown: 'Zeitlupe',
    faceOn: 'Von vorn',
    downTheLine: 'Von hinten',
    range: '{low} bis {high}',
    estimate: 'geschätzt',
    typical: 'üblich {low} bis {high}',
    legend: 'Unter jeder Zahl: wo die Wahrheit in neun von zehn Fällen liegt',
    noNumbers: 'Diesmal ließ sich keine Zahl messen.',
  },
  ja: {
    realSpeed: '実際の速度',
    slowMotion: 'スロー {part}',
    slowUnknown: 'スロー再生',
    faceOn: '正面',
    downTheLine: '飛球線後方',
    range: '{low}〜{high}',
    estimate: '推定値',
    typical: '目安 {low}〜{high}',
    legend: '数字の下：10回に9回は、真の値がこの範囲に入ります',
    noNumbers: '今回は測定できた数値がありません。',
  },
};

export function filled(sentence: string, places: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole);
}
