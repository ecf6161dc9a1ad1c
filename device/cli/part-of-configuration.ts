/** What a command reads of a configuration, which may be that of a whole appliance. */
import { z } from 'zod';
import { configurationSchema } from '../configuration.ts';

/**
 * These sections, and those of an appliance beside them, which are not looked at; what is neither is refused, since a
 * mistyped section would count as one that is left out.
 */
export function partOfConfiguration<Shape extends z.core.$ZodLooseShape>(
  sections: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  const others = Object.keys(configurationSchema.shape).filter((key) => !Object.hasOwn(sections, key));
  const unread = Object.fromEntries(others.map((key) => [key, z.unknown().optional()]));
  return z.strictObject({ ...unread, ...sections });
}
