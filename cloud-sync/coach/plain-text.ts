/**
 * The form in which texts are compared: every form of a digit that has a plain one becomes 0–9, every form of a letter
 * its plain one, capitals go, what is not seen goes, every hyphen is one and every run of spaces or line breaks is one.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/[\p{Zs}\s]+/gu, ' ')
    .replace(/[‐‑‒−]/gu, '-')
    .toLowerCase();
}
