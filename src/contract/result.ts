/** An outcome that a caller must look at: a value, or an expected failure with a code. */
export type Result<T, E = CodedError> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/**
 * An expected failure. `code` is `area/what` in kebab-case and is what texts, tests and the log go by; `detail` holds
 * numbers and enum words for the staff page, never anything a citizen typed, read or owns.
 */
export interface CodedError<C extends string = string> {
  readonly code: C;
  readonly detail?: Readonly<Record<string, string | number | boolean>> | undefined;
}

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const err = <C extends string>(
  code: C,
  detail?: CodedError["detail"],
): { readonly ok: false; readonly error: CodedError<C> } => ({
  ok: false,
  error: detail === undefined ? { code } : { code, detail },
});

/** Makes the compiler prove that a switch over a union is complete. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
