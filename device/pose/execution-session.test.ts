import { describe, expect, it } from 'vitest';
import { readBuiltModel } from '../../models/built-model.ts';
import { ExecutionSession, possibleProviders } from './execution-session.ts';

describe('the execution providers', () => {
  it('are only those that the machine can have, best first', () => {
    expect(possibleProviders(() => false)).toEqual(['cpu']);
    expect(possibleProviders((path) => path === '/dev/nvhost-gpu')).toEqual(['tensorrt', 'cuda', 'cpu']);
  });

  it('are named by the code that tells a corrupt model', async () => {
    const model = await readBuiltModel('pose-landmarks-lite');
    const corrupt = { ...model, bytes: model.bytes.slice(0, 10_000) };
    await expect(ExecutionSession.load(corrupt, { threads: 1, providers: ['cpu'] })).rejects.toMatchObject({
      code: 'pose/session-failed',
    });
  });
});
