/** One operation of the interface, as the document of it is made from. */
import type { z } from 'zod';

/** An answer: a schema for JSON, a media type for anything else, null for one without a body. */
export type Answer = z.ZodType | string | null;

export interface Operation {
  readonly method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly pathParameters?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly form?: z.ZodObject;
  /** What the form's one file is; a video where absent. */
  readonly formFile?: string;
  /** What the JSON body has to be. */
  readonly body?: z.ZodType;
  /** JSON where absent. */
  readonly bodyType?: string;
  readonly answers: Readonly<Record<number, Answer>>;
}
