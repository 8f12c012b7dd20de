import { z } from "zod";

/** BCP 47: Finnish, Swedish, English, Northern Sámi, Inari Sámi, Skolt Sámi. */
export const languages = ["fi", "sv", "en", "se", "smn", "sms"] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

/** What a citizen set to see and hear better; back to the default with every visit (L08). */
export const preferencesSchema = z.strictObject({
  language: languageSchema,
  textScale: z.union([z.literal(100), z.literal(125), z.literal(150)]),
  contrast: z.enum(["normal", "high"]),
  readAloud: z.boolean(),
});
export type Preferences = z.infer<typeof preferencesSchema>;
