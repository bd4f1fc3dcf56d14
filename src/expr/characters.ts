/**
 * # Characters outside the language
 *
 * The language is written in ASCII. A character from elsewhere is named by its code point, with
 * the ASCII text it looks like or stands for, if there is one.
 */
import { InputError } from './input-error.ts';

const meanings: ReadonlyMap<string, string> = new Map([
  ...pairs('× ⋅ · ∙ ∗ • ✕ ⨯', '*'),
  ...pairs('÷ ∕ ⁄ ⧸', '/'),
  ...pairs('− – — ‐ ‑ ‒ ﹣ ➖', '-'),
  ...pairs('＋ ➕', '+'),
  ...pairs('≤ ⩽ ≦', '<='),
  ...pairs('≥ ⩾ ≧', '>='),
  ...pairs('‹ 〈 ⟨ ˂', '<'),
  ...pairs('› 〉 ⟩ ˃', '>'),
  ...pairs('∧ ⋀', 'and'),
  ...pairs('∨ ⋁', 'or'),
  ...pairs('¬', 'not'),
  ...pairs('ˆ ↑ ⌃', '^'),
  ...pairs('π ϖ Π ∏', 'pi'),
  ...pairs('℮ ℯ ⅇ', 'e'),
  ...pairs('√', 'sqrt'),
  ...pairs('∛', 'cbrt'),
  ...pairs('Φ Ф', 'Phi'),
  ...pairs('Γ', 'gamma'),
  ...pairs('х Х χ Χ', 'x'),
  ...pairs('а', 'a'),
  ...pairs('е', 'e'),
  ...pairs('о', 'o'),
  ...pairs('р', 'p'),
  ...pairs('с', 'c'),
  ...pairs('‚ ، ﹐', ','),
  ...pairs('∶ ։ ː', ':'),
]);

const invisible = /^[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Mn}]$/u;

function pairs(characters: string, ascii: string): [string, string][] {
  return characters.split(' ').map((character) => [character, ascii]);
}

/** The ASCII text a character stands for; null if none is known. */
export function asciiMeaning(character: string): string | null {
  const known = meanings.get(character);
  if (known !== undefined) return known;
  if (/^\p{Nd}$/u.test(character)) return digitMeaning(character);
  const folded = character.normalize('NFKC');
  return /^[!-~]+$/.test(folded) ? folded : null;
}

// Decimal digits stand in runs of ten, 0 to 9, aligned so that the digit before 0 is no digit or a 9.
function digitMeaning(character: string): string {
  const folded = character.normalize('NFKC');
  if (/^[0-9]$/.test(folded)) return folded;
  let value = 0;
  let code = character.codePointAt(0)! - 1;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code))) {
    value += 1;
    code -= 1;
  }
  return `${value}`;
}

export function codePointName(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The error for a character that is not ASCII, or is an ASCII control character. */
export function strangeCharacter(character: string, position: number): InputError {
  const name = codePointName(character);
  if (character === '\uFFFD' || /^\p{Cs}$/u.test(character)) {
    return new InputError(
      'invalid-utf8',
      `the text at position ${position} is not valid Unicode (${name})`,
      { position, hint: 'save the file as UTF-8, or write the expression in ASCII' },
    );
  }
  const meaning = asciiMeaning(character);
  if (meaning !== null) {
    const superscript = /^[⁰¹²³⁴-⁹]$/u.test(character);
    const ascii = superscript ? `^${meaning}` : meaning;
    return new InputError(
      'look-alike-character',
      `'${character}' (${name}) at position ${position} is not ASCII`,
      { position, expected: ascii, hint: `write ${ascii} instead` },
    );
  }
  const shown = invisible.test(character) ? 'an invisible character' : `'${character}'`;
  return new InputError(
    'look-alike-character',
    `${shown} (${name}) at position ${position} is not part of the language`,
    {
      position,
      hint: invisible.test(character) ? 'remove it' : 'write the expression in ASCII',
    },
  );
}
