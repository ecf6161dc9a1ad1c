import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseTimeNsIn, isDebugLine, OriginEstimate } from './origin-estimate.ts';

const BASE_LINE =
  '0:00:00.018020243  8921 0x560656d37b00 DEBUG               pipeline gstpipeline.c:494:gst_pipeline_change_state:' +
  '<pipeline0> start_time=0:00:00.000000000, now=0:23:25.692137870, base_time 0:23:25.692137870';

describe('when a pipeline began', () => {
  it('is read from its log', () => {
    expect(baseTimeNsIn(BASE_LINE)).toBe(1_405_692_137_870);
    expect(baseTimeNsIn('NOT adjusting base_time because we selected one before')).toBeNull();
  });

  it('is found from the frame that was least late, and never too early', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50e6 }), { minLength: 140, maxLength: 200 }), (delaysNs) => {
        const estimate = new OriginEstimate();
        const startNs = 7e12;
        let last = { originNs: 0, isSettled: false };
        for (const [index, delayNs] of delaysNs.entries()) {
          last = estimate.add(index * 8e6, startNs + index * 8e6 + delayNs);
          expect(last.originNs).toBeGreaterThanOrEqual(startNs);
        }
        expect(last).toEqual({ originNs: startNs + Math.min(...delaysNs), isSettled: true });
      }),
    );
  });

  it('is no complaint', () => {
    expect(isDebugLine(BASE_LINE)).toBe(true);
    expect(isDebugLine('ERROR: from element v4l2src0: Cannot identify device')).toBe(false);
  });
});
