import type { MetricConsistencyBody } from '../../api/contract/games.ts';
import { type Catalogue, wordsOfId } from '../connection/catalogue.ts';
import { text, textIfKnown } from '../locales/text.ts';

/** 90 % of what measuring alone makes of a reading lies within so many of its standard deviations. */
const BAND_SIGMAS = 1.645;
/** Swings all alike would fill the strip with nothing but rounding. */
const ROOM = 1.15;

/** One number of the ten swings: a dot each round their mean, before the band that measuring alone makes. */
export function MetricDots({ metric, catalogue }: { metric: MetricConsistencyBody; catalogue: Catalogue }) {
  const { id, at, unit, decimals, values, mean, noise, variation, points, isMoreThanNoise } = metric;
  const measured = values.filter((value) => value !== null);
  const band = noise * BAND_SIGMAS;
  const reach = Math.max(band, ...measured.map((value) => Math.abs(value - mean)), 10 ** -decimals) * ROOM;
  const place = (value: number) => `${50 + ((value - mean) / reach) * 50}%`;
  const moment = at === null ? null : (textIfKnown(`event.${at}`) ?? wordsOfId(at));
  const words = (value: number) =>
    `${value.toFixed(decimals)}${unit === 'ratio' ? '' : unit === '°' ? '°' : ` ${unit}`}`;
  return (
    <li class="metric-dots">
      <p class="metric-dots__name">
        {catalogue.metrics.find((each) => each.id === id)?.name ?? wordsOfId(id)}
        {moment !== null && <small> {moment}</small>}
      </p>
      <div class="metric-dots__strip" aria-hidden="true">
        <span class="metric-dots__band" style={{ left: place(mean - band), width: `${(band / reach) * 100}%` }} />
        {measured.map((value, swing) => (
          <span key={swing} class="metric-dots__dot" style={{ left: place(value) }} />
        ))}
      </div>
      <p class="metric-dots__words">
        {isMoreThanNoise
          ? text('consistency.variation', { variation: words(variation) })
          : text('consistency.noise-only', { noise: words(noise) })}
      </p>
      <p class="metric-dots__points">
        <span aria-hidden="true">{Math.round(points)}</span>
        <span class="spoken-only">{text('consistency.points', { points: Math.round(points) })}</span>
      </p>
    </li>
  );
}
