/** Characters are Unicode's; half of a surrogate pair and U+0000 cannot be stored. */
const allowed = /^[^\p{Surrogate}\0]{1,200}$/u;

/**
 * True for a text of 1 to 200 characters that every storage can hold as it is.
 *
 * @example
 * isIdempotencyKey("3f1c9a52 pay L-1"); //=> true
 * isIdempotencyKey(""); //=> false
 */
export function isIdempotencyKey(key: string): boolean {
  return allowed.test(key);
}
