/** What was found amiss in the object store: said, never thrown, so that it costs nothing beside itself. */
import type { ErrorCode } from '../../device/errors/bay-error.ts';

export interface Finding {
  readonly code: ErrorCode;
  /** The object, or the folder, that it is about. */
  readonly key: string;
  readonly message: string;
}
