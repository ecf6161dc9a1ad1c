import { ApiConfigurationError } from '../errors.ts';

/** The daemon does not start with keys that it cannot read: new ones in their place would log everybody out unsaid. */
export function keysUnusable(directory: string, cause: unknown): ApiConfigurationError {
  return new ApiConfigurationError('auth/keys-unusable', `The keys in ${directory} cannot be used.`, {
    hint: 'Restore them or their rights; or delete them, and everybody logs in anew.',
    cause,
  });
}
