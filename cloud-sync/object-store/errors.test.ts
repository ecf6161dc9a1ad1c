import { expect, it } from 'vitest';
import { storeFull } from './errors.ts';

it('a full folder is a matter of its drive, a full bucket one of the bucket', () => {
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  expect(storeFull('/mnt/clips', full).hint).toMatch(/room on the drive.*`sync.to.path`/);
  expect(storeFull('QuotaExceeded', new Error('quota')).hint).toContain('the bucket');
});
