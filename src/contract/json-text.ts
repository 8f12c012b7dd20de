import { z } from "zod";

/** A value that travels as JSON text: on a way that copies objects key by key, a large one is dear. */
export const jsonText = <S extends z.ZodType>(value: S) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "not JSON" });
        return z.NEVER;
      }
    })
    .pipe(value);
