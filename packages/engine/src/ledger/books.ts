/**
 * Books are added to and never edited. A fact that speaks of the past is posted on the day on which
 * it is recorded: what it takes away is posted the other way round, what it brings is posted anew,
 * and both say which day they are for.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { LoanFact } from "../loan/facts.ts";
import { countsAfter, rankOf } from "../loan/foldOrder.ts";
import { numbered, type Posting, type UnnumberedPosting } from "./posting.ts";
import { postingsOf } from "./postings.ts";

/**
 * A loan's books as they were kept. More facts, or a later day, add postings at the end; those
 * before stay as they are, ids with them. On a day at or after the last booking they have the
 * balances of `postingsOf`.
 *
 * A fact is booked on its `bookedOn`, and no earlier than the fact recorded before it.
 *
 * @param facts all facts of one loan, by sequence
 * @param asOf the last day of the books, included; facts booked later are left out. Default: the
 *   day of the last booking
 * @returns nothing before money was paid out or the loan was taken over with an opening balance
 *
 * @example
 * // A payment of 2024-03-10 that is recorded on 2024-04-02:
 * bookPostings(facts).at(-1);
 * //=> { on: "2024-04-02", …, adjusts: { day: "2024-03-10", because: 7 } }
 */
export function bookPostings(facts: readonly LoanFact[], asOf?: PlainDate): readonly Posting[] {
  const bookings = bookingsOf(facts).filter(({ day }) => asOf === undefined || day <= asOf);
  const [first, last] = [bookings[0], bookings.at(-1)];
  if (first === undefined || last === undefined) return [];
  let books: Books = { written: [], standing: [], to: first.day };
  for (const { known, day, inOrder } of bookings) {
    if (inOrder) continue;
    books = broughtTo(books, facts.slice(0, known - 1), day);
    books = broughtTo(books, facts.slice(0, known), day);
  }
  return numbered(broughtTo(books, facts.slice(0, last.known), asOf ?? last.day).written);
}

interface Booking {
  /** How many facts are known by then, the booked one last. */
  readonly known: number;
  readonly day: PlainDate;
  /** True where it counts after all that is known, so that it only adds to the books. */
  readonly inOrder: boolean;
}

/** From the fact on with which the books begin. */
function bookingsOf(facts: readonly LoanFact[]): readonly Booking[] {
  const bookings: Booking[] = [];
  let reached: { readonly day: PlainDate; readonly rank: number } | undefined;
  facts.forEach((fact, index) => {
    if (!("bookedOn" in fact)) return;
    const { kind, bookedOn, effectiveOn } = fact;
    if (reached === undefined && kind !== "disbursed" && kind !== "openingBalanceGiven") return;
    const before = reached ?? { day: bookedOn, rank: 0 };
    const isLater = bookedOn > before.day;
    const day = isLater ? bookedOn : before.day;
    const inOrder = effectiveOn === day && countsAfter(fact, before.day, before.rank);
    bookings.push({ known: index + 1, day, inOrder });
    const ranks = [isLater ? 0 : before.rank, effectiveOn === day ? rankOf(fact) : 0];
    reached = { day, rank: Math.max(...ranks) };
  });
  return bookings;
}

interface Books {
  /** All that was ever posted. */
  readonly written: readonly UnnumberedPosting[];
  /** What stands of it, each posting on the day that it is for. */
  readonly standing: readonly Posting[];
  /** The last day that was posted to; what is for an earlier one is an adjustment. */
  readonly to: PlainDate;
}

function broughtTo(books: Books, known: readonly LoanFact[], day: PlainDate): Books {
  const { written, standing, to } = books;
  const now = postingsOf(known, day);
  const because = known.at(-1)?.sequence ?? 0;
  const adjusting = ({ id: _, ...posting }: Posting): UnnumberedPosting => ({
    ...posting,
    on: to,
    adjusts: { day: posting.on, because },
  });
  const reversed = without(standing, now).map(({ debit, credit, ...posting }) =>
    adjusting({ ...posting, debit: credit, credit: debit }),
  );
  const added = without(now, standing).map((posting) =>
    posting.on < to ? adjusting(posting) : posting,
  );
  return { written: [...written, ...reversed, ...added], standing: now, to: day };
}

/** The first postings less the second, as multisets: ids say nothing about what a posting is. */
function without(postings: readonly Posting[], less: readonly Posting[]): readonly Posting[] {
  const left = new Map<string, number>();
  for (const posting of less) left.set(content(posting), (left.get(content(posting)) ?? 0) + 1);
  return postings.filter((posting) => {
    const count = left.get(content(posting)) ?? 0;
    left.set(content(posting), count - 1);
    return count <= 0;
  });
}

function content({ on, debit, credit, amount, cause }: Posting): string {
  return JSON.stringify([on, debit, credit, amount, cause.kind, cause.sequence, cause.dueId]);
}
