/**
 * The bay as a Sparkplug edge node at a real broker, judged by every clause of the specification that can be seen from
 * outside. The clauses are printed on standard error, those that are broken with what was seen.
 */
import { BayError } from '../../errors/bay-error.ts';
import { checkTranscripts } from '../../../firmware-bridge/sparkplug/conformance/check.ts';
import { MOSQUITTO } from '../../../firmware-bridge/sparkplug/conformance/mosquitto.ts';
import { playScenarios } from '../../../firmware-bridge/sparkplug/conformance/scenarios.ts';
import { NOT_APPLICABLE } from '../../../firmware-bridge/sparkplug/conformance/not-applicable.ts';
import type { Figure } from './figure.ts';

export async function benchSparkplug(): Promise<readonly Figure[]> {
  if (MOSQUITTO === undefined) {
    throw new BayError('bench/no-broker', 'Mosquitto is not installed.', {
      hint: 'Install it with ./swingbay test --install-servers.',
    });
  }
  const verdicts = checkTranscripts(await playScenarios(MOSQUITTO));
  for (const { id, says, seen, breaches } of verdicts) {
    const standing = seen === 0 ? 'not seen' : breaches.length === 0 ? `kept ${seen} times` : `BROKEN: ${breaches[0]}`;
    process.stderr.write(`${id}: ${standing}. ${says}\n`);
  }
  const checked = verdicts.filter(({ seen }) => seen > 0);
  const broken = checked.filter(({ breaches }) => breaches.length > 0);
  const judgements = checked.reduce((sum, { seen }) => sum + seen, 0);
  return [
    told('clauses checked', checked.length, 'clauses', verdicts.length, checked.length === verdicts.length),
    told('clauses broken', broken.length, 'clauses', 0, broken.length === 0),
    told('clauses that do not apply', NOT_APPLICABLE.flatMap(({ ids }) => ids).length, 'clauses', null, true),
    told('judgements', judgements, 'messages', null, true),
  ];
}

function told(name: string, value: number, unit: string, limit: number | null, ok: boolean): Figure {
  return { name, value, unit, floor: null, ratio: null, limit, ok };
}
