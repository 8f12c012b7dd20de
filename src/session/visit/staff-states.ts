import { base } from "./base.ts";

/** The staff page as it is reached from outside a visit. */
export const boothStaff = base.createStateConfig({ on: { "staff-leave": { target: "routing" } } });
