/** Keys of the texts; every one that the swing domain gives out has an English text, which a test holds. */
export type TextKey =
  | `metric.${string}.${'name' | 'sentence' | 'praise'}`
  | `fault.${string}.${'name' | 'sentence' | 'advice' | 'effect'}`
  | `drill.${string}.${'name' | 'feel' | 'easier'}`
  | `drill.${string}.step.${number}`
  | `withheld.${string}`
  | `event.${string}`
  | `phase.${string}`
  | `severity.${string}`
  | `method.${string}`
  | `part.${string}`
  | `drawing.${string}`
  | `equipment.${string}`
  | 'dosage.rehearsals-then-balls'
  | 'advice.no-fault'
  | 'advice.little-known';
