/**
 * Below zero if the first text comes first by its code points. `<` compares UTF-16 code units,
 * which puts characters beyond U+FFFF before some that are below.
 */
export function byCodePoints(one: string, other: string): number {
  const shared = Math.min(one.length, other.length);
  for (let at = 0; at < shared; at += 1) {
    const difference = (one.codePointAt(at) ?? 0) - (other.codePointAt(at) ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
