import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coachConfigSchema, type ModelPrices } from './coach.config.ts';
import { costPico, dailyLimit, isAffordable, mostOf, PICO, tokensOf } from './coach-costs.ts';
import { questionOf } from './question.ts';

const PRICES: ModelPrices = {
  ...{ input: 5, output: 25, cacheRead: 0.5, cacheWrite5m: 6.25, cacheWrite1h: 10, batchShare: 0.5 },
};
const tokens = fc.nat({ max: 200_000 });
const anyUsage = fc.record({
  input: tokens,
  output: tokens,
  cacheRead: tokens,
  cacheWrite5m: tokens,
  cacheWrite1h: tokens,
});

describe('what an exchange costs', () => {
  it('is the price of each kind of token, and half of it in a batch', () => {
    const usage = { input: 1_000_000, output: 100_000, cacheRead: 10, cacheWrite5m: 1, cacheWrite1h: 1 };
    expect(costPico(usage, PRICES, 'direct')).toBe(7.5 * PICO + 5_000_000 + 6_250_000 + 10_000_000);
    expect(costPico(usage, PRICES, 'batch')).toBe(costPico(usage, PRICES, 'direct') / 2);
  });

  it('is a whole number, and that of many is the sum of them to the last token', () => {
    fc.assert(
      fc.property(fc.array(anyUsage, { maxLength: 30 }), (usages) => {
        const costs = usages.map((usage) => costPico(usage, PRICES, 'direct'));
        expect(costs.every(Number.isSafeInteger)).toBe(true);
        const sum = (kind: keyof (typeof usages)[number]) => usages.reduce((all, one) => all + one[kind], 0);
        const [input, output, cacheRead] = [sum('input'), sum('output'), sum('cacheRead')];
        const together = {
          input,
          output,
          cacheRead,
          cacheWrite5m: sum('cacheWrite5m'),
          cacheWrite1h: sum('cacheWrite1h'),
        };
        expect(costs.reduce((all, one) => all + one, 0)).toBe(costPico(together, PRICES, 'direct'));
      }),
    );
  });

  it('is never more than was set aside for it', () => {
    const question = questionOf({
      ...{ task: 'swing', language: 'ja', model: 'm', outputTokensMax: 2_000, facts: '{"a":1}', failed: null },
      pictures: [{ jpeg: new Uint8Array(), caption: 'Picture 1', width: 768, height: 768 }],
    });
    const most = mostOf(question, PRICES, 'direct');
    const bytes = Buffer.byteLength(question.instructions);
    fc.assert(
      fc.property(fc.nat({ max: bytes }), fc.nat({ max: 2_000 }), fc.nat({ max: 2 }), (input, output, kind) => {
        const none = { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output };
        const usage = { ...none, [['input', 'cacheRead', 'cacheWrite1h'][kind] ?? 'input']: input };
        expect(costPico(usage, PRICES, 'direct')).toBeLessThanOrEqual(most.pico);
        expect(tokensOf(usage)).toBeLessThanOrEqual(most.tokens);
      }),
    );
  });
});

describe('the budget', () => {
  const config = coachConfigSchema.parse({
    budget: {
      bay: { tokensPerDay: 1_000, moneyPerDay: 5 },
      facility: { tokensPerDay: 9_000, moneyPerDay: 8 },
      facilityBays: 4,
    },
  });

  it('of a bay is its own, or its share of the facility’s where that is less', () => {
    expect(dailyLimit(config)).toEqual({ tokens: 1_000, pico: 2 * PICO });
  });

  it('holds for tokens and for money', () => {
    const limit = dailyLimit(config);
    const spent = { tokens: 900, pico: 1.5 * PICO };
    expect(isAffordable({ tokens: 100, pico: 0.5 * PICO }, spent, limit)).toBe(true);
    expect(isAffordable({ tokens: 101, pico: 0 }, spent, limit)).toBe(false);
    expect(isAffordable({ tokens: 0, pico: 0.5 * PICO + 1 }, spent, limit)).toBe(false);
  });

  it('needs prices: a coach whose model has none is refused', () => {
    expect(coachConfigSchema.safeParse({ enabled: true }).success).toBe(false);
    const prices = { 'claude-opus-5-5': PRICES };
    expect(coachConfigSchema.safeParse({ enabled: true, prices }).success).toBe(true);
    expect(coachConfigSchema.parse({}).enabled).toBe(false);
  });
});
