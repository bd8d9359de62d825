import { z } from "zod";
import { notApplicable, type RunFile } from "../caseResult.ts";
import { lifeCase, runLife } from "./fsharp/lives.ts";
import { gridCase, runApr, runGrid, runSchedule, scheduleCase } from "./fsharp/schedules.ts";

const suiteFile = z.object({ group: z.string(), cases: z.array(z.unknown()) });
const identified = z.object({ id: z.string() });

/**
 * Schedules and the rates of their flows, and loans that are paid otherwise than planned. Cases
 * whose payments are stated one by one state no terms that the schedule follows from.
 */
export const runFsharp: RunFile = (file) => {
  const { group, cases } = suiteFile.parse(file);
  return cases.map((each) => {
    const grid = gridCase.safeParse(each);
    if (grid.success) return runGrid(grid.data);
    const { id } = identified.parse(each);
    const life = group.startsWith("Apr") ? undefined : lifeCase.safeParse(each).data;
    if (life !== undefined) return runLife(life);
    const known = scheduleCase.safeParse(each);
    if (!known.success) return notApplicable(id, "unstatedTerms");
    return group.startsWith("Apr") ? runApr(known.data) : runSchedule(known.data);
  });
};
