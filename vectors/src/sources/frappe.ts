import { z } from "zod";
import { equal, type RunFile, runCase } from "../caseResult.ts";
import { arrearsShapes } from "./frappe/arrears.ts";
import { scheduleShapes } from "./frappe/schedules.ts";

const frappeFile = z.object({ cases: z.array(z.looseObject({ id: z.string() })) });

const shapes = [...scheduleShapes, ...arrearsShapes];

/** Every case is run by the shape of its inputs and expected figures. */
export const runFrappe: RunFile = (file) =>
  frappeFile.parse(file).cases.map((given) => {
    const [result] = shapes.flatMap((run) => run(given) ?? []);
    return result ?? runCase(given.id, "a known shape", () => "another shape", equal);
  });
