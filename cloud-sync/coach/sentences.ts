/** After these, a point ends no sentence. Units such as "s" and "m" are none: a sentence may well end with them. */
const ABBREVIATIONS = 'approx|circa|ca|etwa|ungef|avg|no|nr|vs|bzw|max|evtl|ggf|inkl|fig|abb|[abdeghiuvz]';
const END = new RegExp(String.raw`(?<=[!?。！？;；])|(?<=\.)(?<!(?<!\p{L})(?:${ABBREVIATIONS})\.)(?=\s|$)`, 'u');

/** The sentences of a plain text. A point ends one where a space or nothing follows; in a number it does not. */
export function sentencesOf(plain: string): string[] {
  return plain.split(END).filter((sentence) => sentence.trim() !== '');
}
