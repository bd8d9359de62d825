/**
 * The check digit of J. Verhoeff, "Error Detecting Decimal Codes" (1969): it finds every single
 * wrong digit and every two neighbors that changed places.
 *
 * @module
 */

/** One step of the permutation that a digit goes through once for each place it stands to the left. */
const step: readonly number[] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** The product in the dihedral group of order 10: 0 to 4 turn a pentagon, 5 to 9 also flip it. */
function times(one: number, other: number): number {
  const turned = one < 5 ? one + other : one - other + 10;
  const flipped = one < 5 ? other >= 5 : other < 5;
  return (turned % 5) + (flipped ? 5 : 0);
}

function permuted(digit: number, place: number): number {
  let now = digit;
  for (let left = place % 8; left > 0; left -= 1) now = step[now] ?? 0;
  return now;
}

/** The product of all digits, the last one at this place. */
function productOf(digits: string, lastPlace: number): number {
  let product = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    product = times(product, permuted(digit, lastPlace + at));
  }
  return product;
}

/**
 * The digit to put after these.
 *
 * @param digits 0 to 9 only
 *
 * @example
 * verhoeffDigit("236"); //=> 3
 */
export function verhoeffDigit(digits: string): number {
  const product = productOf(digits, 1);
  // A flip is its own inverse; a turn is undone by what is left of the circle.
  return product < 5 ? (5 - product) % 5 : product;
}

/**
 * True if the last of these digits is the check digit of those before it.
 *
 * @param digits 0 to 9 only, two or more
 *
 * @example
 * passesVerhoeff("2363"); //=> true
 */
export function passesVerhoeff(digits: string): boolean {
  return productOf(digits, 0) === 0;
}
