import type { DayProgress } from "@lendkit/engine";

/** The speed and the time that is left, as said behind the count of loans; empty when unknown. */
export function progressNote({
  perSecond,
  secondsLeft,
}: Pick<DayProgress, "perSecond" | "secondsLeft">): string {
  if (perSecond === null || secondsLeft === null) return "";
  const speed = perSecond < 10 ? perSecond.toFixed(1) : perSecond.toFixed(0);
  return `, ${speed} a second, ${clockText(Math.ceil(secondsLeft))} left`;
}

/** Minutes and seconds, with hours before them where there are any. */
function clockText(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const short = `${minutes}:${two(seconds % 60)}`;
  return hours === 0 ? short : `${hours}:${two(minutes)}:${two(seconds % 60)}`;
}
