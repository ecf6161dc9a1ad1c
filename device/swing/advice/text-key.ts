/** Keys of the texts; every one that the swing domain gives out has an English text, which a test holds. */
export type TextKey =
  | `metric.${string}.${'name' | 'sentence' | 'praise'}`
  | `fault.${string}.${'name' | 'sentence' | 'advice'}`
  | `drill.${string}.name`
  | `drill.${string}.step.${number}`
  | `withheld.${string}`
  | `event.${string}`
  | `phase.${string}`
  | `severity.${string}`
  | `method.${string}`
  | `part.${string}`
  | 'advice.no-fault'
  | 'advice.little-known';
