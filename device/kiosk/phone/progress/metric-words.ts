import type { EventName } from '../../../api/contract/report.ts';
import { type Catalogue, wordsOfId } from '../../connection/catalogue.ts';
import { number, text, textIfKnown } from '../../locales/text.ts';

/**
 * How a number is spoken of over time. Signs become words (“30° open”); a number that is read in its negative direction
 * is turned round, so that more of what its name says is up in every chart.
 */
export interface MetricWords {
  readonly name: string;
  /** Such as “at the top”; null for what belongs to no moment. */
  readonly moment: string | null;
  readonly title: string;
  /** −1 where charts and fields show the number turned round. */
  readonly flip: 1 | -1;
  /** Such as “open”, for fields; null where signs need no words. */
  readonly direction: string | null;
  readonly unit: string;
  say(value: number): string;
  /** Without unit and direction, for the ticks of a chart. */
  sayBare(value: number): string;
  /** How much, whichever way. */
  saySize(value: number): string;
}

export interface MetricLike {
  readonly id: string;
  readonly at: EventName | null;
  readonly unit: string;
  readonly decimals: number;
  readonly typical?: { readonly low: number; readonly high: number } | null;
}

const UNITS: Readonly<Record<string, string>> = { '°': '°', ratio: ' : 1', '%': ' %' };

/** @param like a value as the player shows it, which decides its direction where no range is published */
export function metricWords(metric: MetricLike, catalogue: Catalogue, like: number | null = null): MetricWords {
  const { id, at, decimals, typical } = metric;
  const directionOf = (value: number): string | null => {
    const side = value < 0 ? 'minus' : 'plus';
    return textIfKnown(`direction.${id}.${at}.${side}`) ?? textIfKnown(`direction.${id}.${side}`) ?? null;
  };
  const usual = typical == null ? (like ?? 0) : (typical.low + typical.high) / 2;
  const flip = directionOf(usual) !== null && usual < 0 ? -1 : 1;
  const unit = UNITS[metric.unit] ?? ` ${metric.unit}`;
  const name = catalogue.metrics.find((each) => each.id === id)?.name ?? wordsOfId(id);
  const moment = textIfKnown(`at.${at ?? id}`) ?? null;
  return {
    name,
    moment,
    title: moment === null ? name : text('progress.name-at', { name, moment }),
    flip,
    direction: directionOf(flip),
    unit,
    say(value) {
      const direction = directionOf(value);
      return direction === null
        ? `${number(value, decimals)}${unit}`
        : `${number(Math.abs(value), decimals)}${unit} ${direction}`;
    },
    sayBare: (value) => number(flip * value, decimals),
    saySize: (value) => `${number(Math.abs(value), decimals)}${metric.unit === 'ratio' ? '' : unit}`,
  };
}

/** One key for a number and its moment, as it stands in addresses. */
export const keyOf = ({ id, at }: { id: string; at: EventName | null }): string => (at === null ? id : `${id}/${at}`);
