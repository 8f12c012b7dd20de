import { z } from "zod";

/** The wire form of a `CodedError`. Apart from `result.ts`, which is also loaded where no schema is wanted yet. */
export const codedErrorSchema = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]+(\/[a-z0-9-]+)+$/).max(80),
  detail: z.record(z.string().max(40), z.union([z.string().max(200), z.number(), z.boolean()])).optional(),
});

/** The wire form of a `Result` whose value fits `value`. */
export const resultSchema = <S extends z.ZodType>(value: S) =>
  z.union([
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), error: codedErrorSchema }),
  ]);
