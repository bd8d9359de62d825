/** Longer text is cut where it is shown. */
const SHOWN_CHARACTERS = 60;

/**
 * A file's text as it may be stored and shown anywhere: at most 60 characters, each control
 * character and each broken one (half of a surrogate pair) as U+FFFD.
 */
export function inertText(text: string): string {
  const shown = text.length > SHOWN_CHARACTERS ? cut(text) : text;
  return shown.replace(/[\p{Cc}\p{Cs}]/gu, "\uFFFD");
}

/** True for text with a control character or half of a surrogate pair; a database may refuse it. */
export function isUnprintable(text: string): boolean {
  return /[\p{Cc}\p{Cs}]/u.test(text);
}

/** Cut by whole characters, the last one standing for what is left out. */
function cut(text: string): string {
  const characters = [...text.slice(0, 2 * SHOWN_CHARACTERS)];
  if (characters.length <= SHOWN_CHARACTERS && text.length <= 2 * SHOWN_CHARACTERS) return text;
  return `${characters.slice(0, SHOWN_CHARACTERS - 1).join("")}…`;
}

/** Digits of any script replaced by "*" but for the last four; with four or fewer, all are. */
export function maskDigits(text: string): string {
  const digits = text.match(/\p{Nd}/gu)?.length ?? 0;
  const hidden = digits > 4 ? digits - 4 : digits;
  let seen = 0;
  return text.replace(/\p{Nd}/gu, (digit) => {
    seen += 1;
    return seen <= hidden ? "*" : digit;
  });
}
