/**
 * Whether a password is one of the first that a stranger would try. Pure.
 *
 * Lists of leaked passwords are mostly a few hundred words in thousands of dresses: a capital, a year, an exclamation
 * mark, zero for o. So the dress is taken off, and the rest is looked up.
 */

const WORDS = new Set(
  `password passwort passwd passw secret geheim letmein welcome willkommen admin administrator root login access master
  qwerty qwertz azerty asdf asdfgh asdfghjkl qwertyuiop qwertzuiop zxcvbn zxcvbnm yxcvbnm qazwsx qazwsxedc abcdef
  abcdefg abcdefgh abcabc aaa iloveyou ichliebedich loveyou lovely princess sunshine flower monkey dragon shadow tiger
  football fussball baseball basketball hockey soccer tennis golf golfer golfing golfclub golfcoach golfbay golfball
  driver driving range drivingrange swing swingbay golfswing holeinone birdie eagle fairway bunker putter titleist
  callaway taylormade tigerwoods masters superman batman spiderman pokemon pikachu naruto starwars matrix ninja samurai
  hello hallo hellohello freedom freiheit whatever trustnoone trustno computer internet samsung iphone android google
  facebook michael michelle jennifer jessica jordan charlie thomas daniel andrew robert matthew joshua anthony ashley
  nicole hannah alexander maximilian killer hunter ranger harley mustang porsche ferrari mercedes yamaha summer sommer
  winter spring autumn herbst monday montag january januar december dezember berlin hamburg munich muenchen london
  chelsea liverpool arsenal barcelona bayern schalke dortmund cookie chocolate schatz schatzi mausi hase engel angel
  blessed jesus jesuschrist family familie changeme default guest user test testing tester demo sample temp temporary
  sakura doraemon nihon nippon tokyo japan aishiteru konnichiwa`.split(/\s+/),
);

const SEQUENCES = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl'];
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

/** @param about what a stranger may know of the account, such as its name and its e-mail address */
export function isEasyPassword(password: string, about: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  if (isPeriodic(plain) || isSequence(plain)) return true;
  const undressed = plain.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const spelled = plain.replaceAll(/[013457@$]/g, (sign) => LEET[sign] ?? sign);
  const cores = [
    undressed,
    undressed.replaceAll(/[013457@$]/g, (sign) => LEET[sign] ?? sign),
    spelled.replaceAll(/[^\p{L}]/gu, ''),
    plain.replaceAll(/[^\p{L}]/gu, ''),
    spelled.replace(/[^\p{L}]+$/u, ''),
  ];
  const known = about.flatMap((text) => wordsOf(text));
  return undressed === '' || cores.some((core) => WORDS.has(core) || WORDS.has(halfOf(core)) || known.includes(core));
}

function wordsOf(text: string): string[] {
  const lower = text.normalize('NFKC').toLowerCase();
  const parts = lower.split(/[^\p{L}\d]+/u).filter((part) => part.length >= 3);
  return [lower, parts.join(''), ...parts];
}

/** `abcabcabc`, `aaaaaaaa`: at most four signs over and over. */
function isPeriodic(text: string): boolean {
  return [1, 2, 3, 4].some((period) => Array.from(text).every((sign, at, all) => sign === all[at % period]));
}

function isSequence(text: string): boolean {
  return SEQUENCES.some((row) => row.includes(text) || Array.from(row).reverse().join('').includes(text));
}

/** A word written twice is that word; anything else is itself. */
function halfOf(text: string): string {
  const half = text.slice(0, text.length / 2);
  return half + half === text ? half : text;
}
